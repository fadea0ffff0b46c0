-- The directory of mediation places.
CREATE SCHEMA directory;

CREATE TABLE directory.source (
  id uuid PRIMARY KEY,
  name text NOT NULL UNIQUE,
  licence text NOT NULL,
  attribution text NOT NULL,
  url text,
  -- Fictional life of `run --demo`: shown with a banner, never exported.
  fictional boolean NOT NULL DEFAULT false
);

CREATE TABLE directory.place (
  id uuid PRIMARY KEY,
  slug text NOT NULL UNIQUE CHECK (slug ~ '^[a-z0-9-]{3,120}$'),
  status text NOT NULL CHECK (status IN ('proposed', 'published', 'hidden', 'closed', 'merged')),
  merged_into uuid REFERENCES directory.place (id) DEFERRABLE INITIALLY DEFERRED,
  current_version_id uuid,
  commune_insee text NOT NULL CHECK (commune_insee ~ '^[0-9][0-9AB][0-9]{3}$'),
  verified_on date,
  verified_by_kind text CHECK (verified_by_kind IN ('editor', 'coordination', 'source')),
  created_at timestamptz NOT NULL,
  changed_at timestamptz NOT NULL,
  CHECK ((status = 'merged') = (merged_into IS NOT NULL)),
  CHECK (merged_into IS DISTINCT FROM id),
  CHECK (status <> 'published' OR current_version_id IS NOT NULL),
  CHECK ((verified_on IS NULL) = (verified_by_kind IS NULL))
);

CREATE TABLE directory.place_version (
  id uuid PRIMARY KEY,
  place_id uuid NOT NULL REFERENCES directory.place (id) DEFERRABLE INITIALLY DEFERRED,
  no integer NOT NULL CHECK (no > 0),
  name text NOT NULL CHECK (btrim(name) <> ''),
  second_name text,
  pivot text CHECK (pivot ~ '^[A-Za-z0-9]{9,14}$' AND pivot !~ '^0+$'),
  commune_insee text NOT NULL CHECK (commune_insee ~ '^[0-9][0-9AB][0-9]{3}$'),
  commune_insee_source text,
  commune_label text,
  postal_code text CHECK (postal_code ~ '^[0-9]{5}$'),
  street text,
  street_complement text,
  lat double precision CHECK (lat BETWEEN -90 AND 90),
  lon double precision CHECK (lon BETWEEN -180 AND 180),
  geo_quality text NOT NULL CHECK (geo_quality IN ('address', 'street', 'commune', 'unknown')),
  kinds text[] NOT NULL,
  phone text CHECK (phone ~ '^\+[0-9]{8,14}$'),
  phone_short text,
  emails text[] NOT NULL,
  private_emails text[] NOT NULL,
  urls text[] NOT NULL,
  hours_raw text,
  weekly_hours numeric(5, 2) CHECK (weekly_hours BETWEEN 0 AND 168),
  summary text CHECK (length(summary) <= 280),
  detail text,
  source_label text,
  mobility text[] NOT NULL,
  parent_structure text,
  source_updated_on date,
  services text[] NOT NULL,
  publics text[] NOT NULL,
  special_care text[] NOT NULL,
  fees text[] NOT NULL,
  programmes text[] NOT NULL,
  trainings text[] NOT NULL,
  other_labels text[] NOT NULL,
  access_modes text[] NOT NULL,
  support_modes text[] NOT NULL,
  accesslibre_url text CHECK (accesslibre_url ~ '^https?://'),
  booking_url text CHECK (booking_url ~ '^https?://'),
  -- {field: {by: source|editor|moderator, record, at}}
  field_provenance jsonb NOT NULL CHECK (jsonb_typeof(field_provenance) = 'object'),
  author_actor text NOT NULL,
  reason text,
  created_at timestamptz NOT NULL,
  UNIQUE (place_id, no),
  UNIQUE (id, place_id),
  CHECK ((lat IS NULL) = (lon IS NULL))
);
ALTER TABLE directory.place ADD CONSTRAINT place_current_version
  FOREIGN KEY (current_version_id, id) REFERENCES directory.place_version (id, place_id) DEFERRABLE INITIALLY DEFERRED;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON directory.place_version FOR EACH ROW EXECUTE FUNCTION core.refuse_change();

CREATE INDEX place_changed ON directory.place (changed_at DESC);

-- Addresses that led to a place before it was renamed or merged: answered 301.
CREATE TABLE directory.former_slug (
  slug text PRIMARY KEY,
  place_id uuid NOT NULL REFERENCES directory.place (id),
  since timestamptz NOT NULL
);

-- One row a code of the vocabularies, written from vocabulary.ts at start: what a version may hold.
CREATE TABLE directory.term (
  vocabulary text NOT NULL,
  code text NOT NULL,
  PRIMARY KEY (vocabulary, code)
);
-- Once a statement, not once a row: an import writes 500 versions at a time.
CREATE FUNCTION directory.known_terms() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE unknown text;
BEGIN
  SELECT given.vocabulary || ' ' || given.code INTO unknown
  FROM (
    SELECT DISTINCT list.vocabulary, code FROM written
    CROSS JOIN LATERAL (VALUES
      ('services', services), ('publics', publics), ('specialCare', special_care), ('fees', fees),
      ('programmes', programmes), ('trainings', trainings), ('accessModes', access_modes),
      ('supportModes', support_modes), ('mobility', mobility), ('kinds', kinds)
    ) AS list (vocabulary, codes)
    CROSS JOIN LATERAL unnest(list.codes) AS code
  ) AS given
  WHERE NOT EXISTS (SELECT FROM directory.term WHERE term.vocabulary = given.vocabulary AND term.code = given.code)
  LIMIT 1;
  IF unknown IS NOT NULL THEN
    RAISE EXCEPTION 'code inconnu : %', unknown USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER known_terms AFTER INSERT ON directory.place_version
  REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION directory.known_terms();

CREATE TABLE directory.source_record (
  id uuid PRIMARY KEY,
  source_id uuid NOT NULL REFERENCES directory.source (id),
  external_id text NOT NULL CHECK (btrim(external_id) <> ''),
  place_id uuid NOT NULL REFERENCES directory.place (id),
  raw jsonb NOT NULL,
  -- What the source said, read: stays the source's word when an editor's correction wins on the page.
  parsed jsonb NOT NULL,
  -- Remarks for the moderator: nothing was changed silently.
  review jsonb NOT NULL DEFAULT '[]',
  content_hash text NOT NULL CHECK (content_hash ~ '^[0-9a-f]{64}$'),
  first_seen timestamptz NOT NULL,
  last_seen timestamptz NOT NULL,
  last_run uuid,
  missing_runs integer NOT NULL DEFAULT 0 CHECK (missing_runs >= 0),
  UNIQUE (source_id, external_id)
);
CREATE INDEX source_record_place ON directory.source_record (place_id);

CREATE TABLE directory.hours_exception (
  id uuid PRIMARY KEY,
  place_id uuid NOT NULL REFERENCES directory.place (id),
  kind text NOT NULL CHECK (kind IN ('closed', 'open')),
  from_day date NOT NULL,
  to_day date NOT NULL,
  hours text,
  reason text NOT NULL CHECK (reason IN ('conges', 'travaux', 'absence', 'evenement', 'autre')),
  replacement_place_id uuid REFERENCES directory.place (id),
  CHECK (from_day <= to_day),
  CHECK (kind = 'open' OR hours IS NULL)
);
CREATE INDEX hours_exception_place ON directory.hours_exception (place_id, to_day);

CREATE TABLE directory.stop (
  id uuid PRIMARY KEY,
  place_id uuid NOT NULL REFERENCES directory.place (id),
  label text NOT NULL,
  commune_insee text NOT NULL CHECK (commune_insee ~ '^[0-9][0-9AB][0-9]{3}$'),
  address text,
  lat double precision CHECK (lat BETWEEN -90 AND 90),
  lon double precision CHECK (lon BETWEEN -180 AND 180),
  recurrence text,
  booking text NOT NULL DEFAULT 'none' CHECK (booking IN ('none', 'phone', 'online')),
  CHECK ((lat IS NULL) = (lon IS NULL))
);
CREATE INDEX stop_place ON directory.stop (place_id);

CREATE TABLE directory.stop_date (
  id uuid PRIMARY KEY,
  stop_id uuid NOT NULL REFERENCES directory.stop (id),
  starts_at timestamptz NOT NULL,
  ends_at timestamptz NOT NULL,
  cancelled boolean NOT NULL DEFAULT false,
  UNIQUE (stop_id, starts_at),
  CHECK (starts_at < ends_at)
);

CREATE TABLE directory.report (
  id uuid PRIMARY KEY,
  reference text NOT NULL UNIQUE CHECK (reference ~ '^[A-Z0-9]{4}-[A-Z0-9]{4}$'),
  place_id uuid NOT NULL REFERENCES directory.place (id),
  wrong text[] NOT NULL CHECK (cardinality(wrong) > 0),
  details text CHECK (length(details) <= 2000),
  received_at timestamptz NOT NULL,
  settled_at timestamptz,
  answer text,
  CHECK ((settled_at IS NULL) = (answer IS NULL))
);
CREATE INDEX report_open ON directory.report (received_at) WHERE settled_at IS NULL;

CREATE TABLE directory.import_run (
  id uuid PRIMARY KEY,
  -- Unguessable address of the read-only report; only its hash is kept.
  report_hash text NOT NULL UNIQUE,
  source_id uuid NOT NULL REFERENCES directory.source (id),
  format text NOT NULL,
  file_name text NOT NULL,
  file_hash text NOT NULL CHECK (file_hash ~ '^[0-9a-f]{64}$'),
  state text NOT NULL CHECK (state IN ('running', 'finished', 'stopped')),
  started_at timestamptz NOT NULL,
  finished_at timestamptz,
  rows_total integer NOT NULL DEFAULT 0,
  rows_done integer NOT NULL DEFAULT 0,
  -- Last line of the file whose row is recorded: where an interrupted import resumes.
  line_done integer NOT NULL DEFAULT 0,
  accepted integer NOT NULL DEFAULT 0,
  warned integer NOT NULL DEFAULT 0,
  rejected integer NOT NULL DEFAULT 0,
  created integer NOT NULL DEFAULT 0,
  changed integer NOT NULL DEFAULT 0,
  untouched integer NOT NULL DEFAULT 0,
  -- Records of the source that this file no longer has.
  missing integer NOT NULL DEFAULT 0,
  unknown_columns text[] NOT NULL DEFAULT '{}',
  message text,
  CHECK ((state = 'running') = (finished_at IS NULL))
);
-- Two imports of one source at once would overwrite each other.
CREATE UNIQUE INDEX import_run_one_at_a_time ON directory.import_run (source_id) WHERE state = 'running';

CREATE TABLE directory.import_issue (
  run_id uuid NOT NULL REFERENCES directory.import_run (id),
  line integer NOT NULL,
  row integer NOT NULL,
  -- One row of this table a defect, or one alone, without field, for a row accepted as it is.
  record_id text,
  outcome text NOT NULL CHECK (outcome IN ('accepted', 'warn', 'rejected')),
  field text,
  code text,
  severity text CHECK (severity IN ('warn', 'rejected')),
  message_fr text,
  raw text,
  stored text,
  CHECK ((outcome = 'accepted') = (code IS NULL)),
  CHECK ((code IS NULL) = (severity IS NULL) AND (code IS NULL) = (message_fr IS NULL))
);
CREATE INDEX import_issue_run ON directory.import_issue (run_id, row);

CREATE TABLE directory.duplicate_pair (
  a uuid NOT NULL REFERENCES directory.place (id),
  b uuid NOT NULL REFERENCES directory.place (id),
  score double precision NOT NULL CHECK (score BETWEEN 0 AND 1),
  reasons text[] NOT NULL,
  features jsonb NOT NULL,
  -- Identity of both when judged: a pair judged distinct comes back only if one of them changes.
  identity text NOT NULL,
  decision text NOT NULL CHECK (decision IN ('pending', 'merged', 'distinct', 'unsure')),
  decided_by text,
  decided_at timestamptz,
  found_at timestamptz NOT NULL,
  PRIMARY KEY (a, b),
  CHECK (a < b),
  CHECK ((decision = 'pending') = (decided_at IS NULL))
);
CREATE INDEX duplicate_pair_pending ON directory.duplicate_pair (score DESC) WHERE decision = 'pending';

CREATE TABLE directory.merge_operation (
  id uuid PRIMARY KEY,
  -- Order in which merges were made: two of them may bear the same instant.
  no bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
  kept uuid NOT NULL REFERENCES directory.place (id),
  merged uuid NOT NULL REFERENCES directory.place (id),
  before jsonb NOT NULL,
  after jsonb NOT NULL,
  actor text NOT NULL,
  reason text NOT NULL,
  at timestamptz NOT NULL,
  undone_at timestamptz,
  CHECK (kept <> merged)
);

-- Views per place per day, without cookie or address.
CREATE TABLE directory.view_count (
  place_id uuid NOT NULL REFERENCES directory.place (id),
  day date NOT NULL,
  views integer NOT NULL CHECK (views > 0),
  PRIMARY KEY (place_id, day)
);

-- Searches that found nothing: folded words only, shown from 5 occurrences, kept 90 days.
CREATE TABLE directory.missed_search (
  folded text NOT NULL,
  day date NOT NULL,
  times integer NOT NULL CHECK (times > 0),
  PRIMARY KEY (day, folded)
);

-- Row-level security where a row can come from a person: the second wall, next to the policies.
ALTER TABLE directory.report ENABLE ROW LEVEL SECURITY;
CREATE POLICY report_received ON directory.report FOR INSERT WITH CHECK (current_setting('airial.actor', true) <> '');
CREATE POLICY report_worked ON directory.report USING (current_setting('airial.actor', true) LIKE 'command:%' OR current_setting('airial.actor', true) LIKE 'job:%');

-- The pages read places from memory; this mark tells a process which rows changed since it last looked.
-- A transaction number compared with a snapshot never misses a row that commits late.
ALTER TABLE directory.place ADD COLUMN changed_xid xid8 NOT NULL DEFAULT pg_current_xact_id();
CREATE INDEX place_changed_xid ON directory.place (changed_xid);
CREATE FUNCTION directory.mark_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.changed_xid := pg_current_xact_id();
  RETURN NEW;
END $$;
CREATE TRIGGER mark_changed BEFORE INSERT OR UPDATE ON directory.place FOR EACH ROW EXECUTE FUNCTION directory.mark_changed();

CREATE FUNCTION directory.mark_place_of() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE directory.place SET changed_xid = pg_current_xact_id() WHERE id IN (
    SELECT row.place_id FROM (SELECT (CASE WHEN TG_OP = 'DELETE' THEN OLD.place_id ELSE NEW.place_id END) AS place_id) AS row);
  RETURN NULL;
END $$;
CREATE TRIGGER mark_place AFTER INSERT OR UPDATE OR DELETE ON directory.hours_exception FOR EACH ROW EXECUTE FUNCTION directory.mark_place_of();
CREATE TRIGGER mark_place AFTER INSERT OR UPDATE OR DELETE ON directory.stop FOR EACH ROW EXECUTE FUNCTION directory.mark_place_of();

CREATE FUNCTION directory.mark_place_of_stop() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE directory.place SET changed_xid = pg_current_xact_id()
  WHERE id = (SELECT place_id FROM directory.stop WHERE id = (CASE WHEN TG_OP = 'DELETE' THEN OLD.stop_id ELSE NEW.stop_id END));
  RETURN NULL;
END $$;
CREATE TRIGGER mark_place AFTER INSERT OR UPDATE OR DELETE ON directory.stop_date FOR EACH ROW EXECUTE FUNCTION directory.mark_place_of_stop();
