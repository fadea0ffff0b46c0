-- Who reads the journal of an organisation knows its members, and nobody else.
CREATE POLICY pseudonym_members ON core.pseudonym FOR SELECT USING (
  core.actor_has_role('referent_structure') AND network.is_colleague(target));

-- « Cela ne me paraît pas normal »: a line of one's own journal, shown to who must answer within 72 hours.
CREATE TABLE network.journal_alert (
  id uuid PRIMARY KEY,
  entry_id uuid NOT NULL,
  entry_at timestamptz NOT NULL,
  account_id uuid NOT NULL REFERENCES network.account (id),
  -- The organisation of who did it; null when they acted for none.
  organisation_id uuid REFERENCES network.organisation (id),
  raised_at timestamptz NOT NULL,
  settled_at timestamptz,
  settled_by uuid REFERENCES network.account (id),
  answer text CHECK (length(answer) BETWEEN 1 AND 1000),
  CHECK ((settled_at IS NULL) = (answer IS NULL)),
  UNIQUE (entry_id, account_id)
);
CREATE INDEX journal_alert_open ON network.journal_alert (raised_at) WHERE settled_at IS NULL;
ALTER TABLE network.journal_alert ENABLE ROW LEVEL SECURITY;
CREATE POLICY journal_alert_read ON network.journal_alert FOR SELECT USING (
  account_id = core.actor_account() OR core.is_system() OR core.actor_has_role('dpo')
  OR (core.actor_has_role('referent_structure') AND organisation_id = core.actor_organisation()));
CREATE POLICY journal_alert_raise ON network.journal_alert FOR INSERT WITH CHECK (
  account_id = core.actor_account() OR core.is_system());
CREATE POLICY journal_alert_answer ON network.journal_alert FOR UPDATE USING (
  core.is_system() OR core.actor_has_role('dpo')
  OR (core.actor_has_role('referent_structure') AND organisation_id = core.actor_organisation()));
CREATE POLICY journal_alert_forget ON network.journal_alert FOR DELETE USING (core.is_system());
