-- Announcements on the home page of people and of helpers (product/network.md §7).
CREATE TABLE network.announcement (
  id uuid PRIMARY KEY,
  -- Who publishes: a référent for their organisation, the coordination for all.
  organisation_id uuid NOT NULL REFERENCES network.organisation (id),
  author_id uuid REFERENCES network.account (id),
  title text NOT NULL CHECK (length(title) BETWEEN 1 AND 80),
  text text NOT NULL CHECK (length(text) BETWEEN 1 AND 600),
  audience text NOT NULL CHECK (audience IN ('tous', 'habitants', 'roles', 'organisations')),
  roles text[] NOT NULL DEFAULT '{}',
  organisations uuid[] NOT NULL DEFAULT '{}',
  level text NOT NULL CHECK (level IN ('information', 'important')),
  from_on date NOT NULL,
  -- Last day shown.
  until_on date NOT NULL,
  created_at timestamptz NOT NULL,
  -- Taken back before its end.
  ended_at timestamptz,
  CHECK (until_on >= from_on AND until_on <= from_on + 60),
  CHECK ((audience = 'roles') = (cardinality(roles) > 0)),
  CHECK ((audience = 'organisations') = (cardinality(organisations) > 0))
);
CREATE INDEX announcement_live ON network.announcement (until_on) WHERE ended_at IS NULL;

-- Dismissed by somebody; an important one stays until its end.
CREATE TABLE network.announcement_seen (
  announcement_id uuid NOT NULL REFERENCES network.announcement (id) ON DELETE CASCADE,
  account_id uuid NOT NULL REFERENCES network.account (id),
  at timestamptz NOT NULL,
  PRIMARY KEY (announcement_id, account_id)
);
CREATE INDEX announcement_seen_account ON network.announcement_seen (account_id);

ALTER TABLE network.announcement ENABLE ROW LEVEL SECURITY;
CREATE POLICY announcement_read ON network.announcement FOR SELECT USING (
  core.is_system() OR audience IN ('tous', 'habitants')
  OR organisation_id = core.actor_organisation() OR core.actor_organisation() = ANY (organisations)
  OR core.actor_has_role(VARIADIC roles) OR core.actor_has_role('coordinateur'));
CREATE POLICY announcement_write ON network.announcement FOR INSERT WITH CHECK (
  core.is_system() OR core.actor_has_role('coordinateur')
  OR (core.actor_has_role('referent_structure') AND organisation_id = core.actor_organisation()
    AND organisations = ARRAY[organisation_id]));
CREATE POLICY announcement_change ON network.announcement FOR UPDATE USING (
  core.is_system() OR core.actor_has_role('coordinateur')
  OR (core.actor_has_role('referent_structure') AND organisation_id = core.actor_organisation()));
CREATE POLICY announcement_end ON network.announcement FOR DELETE USING (core.is_system());

ALTER TABLE network.announcement_seen ENABLE ROW LEVEL SECURITY;
CREATE POLICY announcement_seen_own ON network.announcement_seen
  USING (account_id = core.actor_account() OR core.is_system())
  WITH CHECK (account_id = core.actor_account() OR core.is_system());
