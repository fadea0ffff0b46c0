-- Places kept by their own people (product/directory.md §8 and §9): claims, editors, moderation, reminders, proposals.

-- A link sent by message: who shows it sees the one row it was made for. Set by the program for one transaction.
CREATE FUNCTION directory.shown_link() RETURNS bytea LANGUAGE sql STABLE PARALLEL SAFE AS
  $$ SELECT decode(nullif(current_setting('airial.link', true), ''), 'hex') $$;

-- For whom the place was last checked: the name of an organisation, shown on its page.
ALTER TABLE directory.place ADD COLUMN verified_for text CHECK (length(verified_for) BETWEEN 1 AND 200);
ALTER TABLE directory.place ADD CHECK (verified_for IS NULL OR verified_on IS NOT NULL);

-- Where the answer to a report goes, when its author left it. Erased 30 days after the answer, 12 months after all.
ALTER TABLE directory.report
  ADD COLUMN contact_email text CHECK (contact_email ~ '^[^@\s]+@[^@\s]+$' AND length(contact_email) <= 254),
  ADD COLUMN contact_phone text CHECK (contact_phone ~ '^\+[0-9]{8,14}$'),
  ADD COLUMN settled_by uuid,
  ADD CHECK (num_nonnulls(contact_email, contact_phone) <= 1),
  ADD CHECK (settled_by IS NULL OR settled_at IS NOT NULL);
CREATE INDEX report_contact ON directory.report (received_at) WHERE contact_email IS NOT NULL OR contact_phone IS NOT NULL;
DROP POLICY report_worked ON directory.report;
CREATE POLICY report_worked ON directory.report USING (core.is_system() OR core.actor_has_role('coordinateur'));

-- « C’est mon lieu »: an organisation of the network asks to keep a page.
CREATE TABLE directory.claim (
  id uuid PRIMARY KEY,
  place_id uuid NOT NULL REFERENCES directory.place (id),
  organisation_id uuid NOT NULL,
  account_id uuid NOT NULL,
  proof text NOT NULL CHECK (proof IN ('email', 'letter', 'convention', 'decision')),
  state text NOT NULL CHECK (state IN ('code', 'waiting', 'granted', 'refused', 'withdrawn')),
  -- Keyed hash of the six figures; five wrong tries and the code is dead.
  code_sha256 bytea CHECK (octet_length(code_sha256) = 32),
  code_expires_at timestamptz,
  code_tries smallint NOT NULL DEFAULT 0 CHECK (code_tries BETWEEN 0 AND 5),
  -- What the claimant tells the coordination.
  statement text CHECK (length(statement) <= 1000),
  made_at timestamptz NOT NULL,
  decided_at timestamptz,
  decided_by uuid,
  reason text CHECK (length(reason) <= 1000),
  CHECK ((code_sha256 IS NULL) = (code_expires_at IS NULL)),
  CHECK (state <> 'code' OR code_sha256 IS NOT NULL),
  CHECK ((state IN ('code', 'waiting')) = (decided_at IS NULL)),
  CHECK (state <> 'refused' OR btrim(reason) <> ''),
  -- Only the address already published, or somebody of the coordination, opens a page.
  CHECK (state <> 'granted' OR proof IN ('email', 'letter') OR decided_by IS NOT NULL)
);
CREATE UNIQUE INDEX claim_live ON directory.claim (place_id, organisation_id) WHERE state IN ('code', 'waiting');
CREATE INDEX claim_place ON directory.claim (place_id);
ALTER TABLE directory.claim ENABLE ROW LEVEL SECURITY;
CREATE POLICY claim_seen ON directory.claim FOR SELECT USING (
  core.is_system() OR core.actor_has_role('coordinateur') OR organisation_id = core.actor_organisation());
CREATE POLICY claim_made ON directory.claim FOR INSERT WITH CHECK (core.is_system()
  OR core.actor_has_role('coordinateur')
  OR (organisation_id = core.actor_organisation() AND account_id = core.actor_account() AND state IN ('code', 'waiting')
    AND core.actor_has_role('referent_structure', 'conseiller_numerique')));
CREATE POLICY claim_worked ON directory.claim FOR UPDATE USING (core.is_system() OR core.actor_has_role('coordinateur')
  OR (organisation_id = core.actor_organisation() AND core.actor_has_role('referent_structure', 'conseiller_numerique')))
  WITH CHECK (core.is_system() OR core.actor_has_role('coordinateur')
  OR (organisation_id = core.actor_organisation() AND (state <> 'granted' OR proof IN ('email', 'letter'))));
CREATE POLICY claim_forgotten ON directory.claim FOR DELETE USING (core.is_system());

-- Who keeps the page of a place: an organisation, through its members of the roles of A51.
CREATE TABLE directory.place_editor (
  id uuid PRIMARY KEY,
  place_id uuid NOT NULL REFERENCES directory.place (id),
  organisation_id uuid NOT NULL,
  claim_id uuid REFERENCES directory.claim (id) ON DELETE SET NULL,
  granted_by uuid,
  from_at timestamptz NOT NULL,
  until_at timestamptz CHECK (until_at >= from_at)
);
CREATE UNIQUE INDEX place_editor_live ON directory.place_editor (place_id) WHERE until_at IS NULL;
CREATE INDEX place_editor_organisation ON directory.place_editor (organisation_id) WHERE until_at IS NULL;
ALTER TABLE directory.place_editor ENABLE ROW LEVEL SECURITY;
CREATE POLICY editor_seen ON directory.place_editor FOR SELECT USING (
  core.is_system() OR core.actor_has_role('coordinateur') OR organisation_id = core.actor_organisation());
-- A member opens a page for their organisation by a claim that its code granted, and in no other way.
CREATE POLICY editor_granted ON directory.place_editor FOR INSERT WITH CHECK (
  core.is_system() OR core.actor_has_role('coordinateur')
  OR (organisation_id = core.actor_organisation() AND EXISTS (
    SELECT FROM directory.claim WHERE claim.id = claim_id AND claim.place_id = place_editor.place_id
      AND claim.organisation_id = place_editor.organisation_id AND claim.state = 'granted' AND claim.proof IN ('email', 'letter'))));
CREATE POLICY editor_ended ON directory.place_editor FOR UPDATE USING (
  core.is_system() OR core.actor_has_role('coordinateur')
  OR (organisation_id = core.actor_organisation() AND core.actor_has_role('referent_structure', 'conseiller_numerique')));
-- Says to a claimant that somebody keeps the page already, never who.
CREATE FUNCTION directory.is_kept(place uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS
  $$ SELECT EXISTS (SELECT FROM directory.place_editor WHERE place_id = place AND until_at IS NULL) $$;

-- A place that is missing, told by anybody; published after a confirmation by e-mail and a moderation.
CREATE TABLE directory.proposal (
  id uuid PRIMARY KEY,
  reference text NOT NULL UNIQUE CHECK (reference ~ '^[A-Z0-9]{4}-[A-Z0-9]{4}$'),
  content jsonb NOT NULL CHECK (jsonb_typeof(content) = 'object'),
  -- Erased 30 days after the decision, 12 months after all.
  contact_email text CHECK (contact_email ~ '^[^@\s]+@[^@\s]+$' AND length(contact_email) <= 254),
  link_sha256 bytea NOT NULL UNIQUE CHECK (octet_length(link_sha256) = 32),
  link_expires_at timestamptz NOT NULL,
  received_at timestamptz NOT NULL,
  confirmed_at timestamptz,
  settled_at timestamptz,
  place_id uuid REFERENCES directory.place (id),
  CHECK (settled_at IS NULL OR confirmed_at IS NOT NULL),
  CHECK (place_id IS NULL OR settled_at IS NOT NULL)
);
ALTER TABLE directory.proposal ENABLE ROW LEVEL SECURITY;
CREATE POLICY proposal_received ON directory.proposal FOR INSERT WITH CHECK (
  current_setting('airial.actor', true) <> '' AND confirmed_at IS NULL AND settled_at IS NULL);
CREATE POLICY proposal_seen ON directory.proposal FOR SELECT USING (
  core.is_system() OR core.actor_has_role('coordinateur') OR link_sha256 = directory.shown_link());
CREATE POLICY proposal_confirmed ON directory.proposal FOR UPDATE
  USING (core.is_system() OR core.actor_has_role('coordinateur') OR link_sha256 = directory.shown_link())
  WITH CHECK (core.is_system() OR core.actor_has_role('coordinateur') OR (link_sha256 = directory.shown_link() AND settled_at IS NULL));
CREATE POLICY proposal_forgotten ON directory.proposal FOR DELETE USING (core.is_system());

-- What waits for the coordination, or is shown to it for some days. Reports and duplicates have tables of their own.
CREATE TABLE directory.moderation_item (
  id uuid PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('change', 'edit', 'proposal', 'claim', 'closure', 'stale', 'import')),
  place_id uuid REFERENCES directory.place (id),
  claim_id uuid REFERENCES directory.claim (id) ON DELETE CASCADE,
  proposal_id uuid REFERENCES directory.proposal (id) ON DELETE CASCADE,
  record_id uuid REFERENCES directory.source_record (id),
  -- change, edit: {field: {from, to}} and the version it speaks of; import: the content judged.
  facts jsonb NOT NULL CHECK (jsonb_typeof(facts) = 'object'),
  state text NOT NULL CHECK (state IN ('open', 'accepted', 'refused', 'withdrawn')),
  organisation_id uuid,
  opened_at timestamptz NOT NULL,
  -- An edit already published leaves the list by itself.
  listed_until timestamptz,
  decided_at timestamptz,
  decided_by text,
  reason text CHECK (length(reason) <= 1000),
  CHECK ((state = 'open') = (decided_at IS NULL)),
  CHECK ((decided_at IS NULL) = (decided_by IS NULL)),
  CHECK (state <> 'refused' OR btrim(reason) <> ''),
  CHECK ((kind = 'claim') = (claim_id IS NOT NULL)),
  CHECK ((kind = 'proposal') = (proposal_id IS NOT NULL)),
  CHECK ((kind = 'import') = (record_id IS NOT NULL)),
  CHECK ((kind = 'edit') = (listed_until IS NOT NULL)),
  CHECK (kind = 'proposal' OR place_id IS NOT NULL)
);
CREATE INDEX moderation_open ON directory.moderation_item (opened_at) WHERE state = 'open';
CREATE INDEX moderation_place ON directory.moderation_item (place_id);
-- One change, one closure, one task by telephone at a time for a place; one decision for what an import said.
CREATE UNIQUE INDEX moderation_one ON directory.moderation_item (place_id, kind, organisation_id) NULLS NOT DISTINCT WHERE state = 'open' AND kind IN ('change', 'closure', 'stale');
CREATE UNIQUE INDEX moderation_import ON directory.moderation_item (record_id, (facts ->> 'content'));
ALTER TABLE directory.moderation_item ENABLE ROW LEVEL SECURITY;
CREATE POLICY moderation_seen ON directory.moderation_item FOR SELECT USING (
  core.is_system() OR core.actor_has_role('coordinateur') OR organisation_id = core.actor_organisation());
CREATE POLICY moderation_opened ON directory.moderation_item FOR INSERT WITH CHECK (
  current_setting('airial.actor', true) <> '' AND (state = 'open' OR core.is_system() OR core.actor_has_role('coordinateur')));
-- An organisation withdraws what it asked, and decides nothing.
CREATE POLICY moderation_decided ON directory.moderation_item FOR UPDATE
  USING (core.is_system() OR core.actor_has_role('coordinateur') OR organisation_id = core.actor_organisation())
  WITH CHECK (core.is_system() OR core.actor_has_role('coordinateur')
    OR (organisation_id = core.actor_organisation() AND state = 'withdrawn'));
CREATE POLICY moderation_forgotten ON directory.moderation_item FOR DELETE USING (core.is_system());

-- Messages that ask whether a page is still true: at 6 months, at 7, and a telephone call at 8.
CREATE TABLE directory.reminder (
  id uuid PRIMARY KEY,
  place_id uuid NOT NULL REFERENCES directory.place (id),
  -- Day of the last check plus six months: a new check makes a new campaign.
  due_on date NOT NULL,
  stage smallint NOT NULL CHECK (stage IN (6, 7, 8)),
  sent_at timestamptz NOT NULL,
  link_sha256 bytea UNIQUE CHECK (octet_length(link_sha256) = 32),
  link_expires_at timestamptz,
  answered_at timestamptz,
  answer text CHECK (answer IN ('exact', 'corriger', 'ferme')),
  UNIQUE (place_id, due_on, stage),
  -- Nobody to write to: the stage is done, without a link.
  CHECK (stage < 8 OR link_sha256 IS NULL),
  CHECK ((link_sha256 IS NULL) = (link_expires_at IS NULL)),
  CHECK ((answered_at IS NULL) = (answer IS NULL))
);
ALTER TABLE directory.reminder ENABLE ROW LEVEL SECURITY;
CREATE POLICY reminder_seen ON directory.reminder FOR SELECT USING (
  core.is_system() OR core.actor_has_role('coordinateur') OR link_sha256 = directory.shown_link());
CREATE POLICY reminder_sent ON directory.reminder FOR INSERT WITH CHECK (core.is_system());
CREATE POLICY reminder_answered ON directory.reminder FOR UPDATE USING (core.is_system() OR link_sha256 = directory.shown_link());
CREATE POLICY reminder_forgotten ON directory.reminder FOR DELETE USING (core.is_system());

-- A file sent by the coordination, kept until its import has ended.
CREATE TABLE directory.import_request (
  id uuid PRIMARY KEY,
  storage_key text NOT NULL UNIQUE,
  file_name text NOT NULL CHECK (length(file_name) BETWEEN 1 AND 200),
  file_size bigint NOT NULL CHECK (file_size BETWEEN 1 AND 52428800),
  format text NOT NULL,
  source text CHECK (length(source) BETWEEN 1 AND 200),
  dry_run boolean NOT NULL DEFAULT false,
  allow_shrink boolean NOT NULL DEFAULT false,
  asked_by text NOT NULL,
  asked_at timestamptz NOT NULL,
  state text NOT NULL CHECK (state IN ('waiting', 'running', 'finished', 'failed')),
  counts jsonb,
  run_id uuid REFERENCES directory.import_run (id),
  message text,
  ended_at timestamptz,
  CHECK ((state IN ('finished', 'failed')) = (ended_at IS NOT NULL)),
  CHECK (state <> 'failed' OR message IS NOT NULL)
);
CREATE INDEX import_request_asked ON directory.import_request (asked_at DESC);
ALTER TABLE directory.import_request ENABLE ROW LEVEL SECURITY;
CREATE POLICY import_request_seen ON directory.import_request USING (core.is_system() OR core.actor_has_role('coordinateur'));
