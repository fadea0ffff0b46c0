-- The verifiable journal (product/network.md §8, decision 0010): entries, their meaning kept apart, the tree.

ALTER TABLE core.journal_entry RENAME TO journal_entry_before;
ALTER TABLE core.journal_entry_before RENAME CONSTRAINT journal_entry_pkey TO journal_entry_before_pkey;
DROP INDEX core.journal_entry_object;
DROP INDEX core.journal_entry_at;

CREATE TABLE core.journal_entry (
  id uuid NOT NULL,
  at timestamptz NOT NULL,
  -- Pseudonym of an account; name of a verb, of a job or of a client otherwise; `anonymous`.
  actor_ref text NOT NULL CHECK (length(actor_ref) BETWEEN 1 AND 200),
  -- Roles they acted with, `habitant` in the personal space; `visitor`, `command`, `job`, `api` otherwise.
  actor_role text NOT NULL CHECK (actor_role ~ '^[a-z_]+(\+[a-z_]+)*$'),
  organisation_ref uuid,
  event text NOT NULL CHECK (event ~ '^[a-z]+\.[a-z_]+$'),
  subject_ref uuid,
  object_type text NOT NULL CHECK (length(object_type) BETWEEN 1 AND 100),
  object_ref text NOT NULL,
  mandate_ref uuid,
  facts jsonb NOT NULL CHECK (jsonb_typeof(facts) = 'object'),
  -- SHA-256(salt ‖ JCS(payload)) of the detail.
  commitment bytea CHECK (octet_length(commitment) = 32),
  request_ref text,
  CONSTRAINT journal_entry_key PRIMARY KEY (at, id)
) PARTITION BY RANGE (at);
-- A year without a partition of its own, such as that of a clock gone wrong, is written all the same.
CREATE TABLE core.journal_entry_other PARTITION OF core.journal_entry DEFAULT;

CREATE INDEX journal_entry_object ON core.journal_entry (object_type, object_ref, at);
CREATE INDEX journal_entry_actor ON core.journal_entry (actor_ref, at);
CREATE INDEX journal_entry_subject ON core.journal_entry (subject_ref, at) WHERE subject_ref IS NOT NULL;
CREATE INDEX journal_entry_organisation ON core.journal_entry (organisation_ref, at) WHERE organisation_ref IS NOT NULL;

-- Random name of somebody in the journal. Its row gone, nobody can say any more whose acts these were.
CREATE TABLE core.pseudonym (
  target uuid PRIMARY KEY,
  ref uuid NOT NULL UNIQUE DEFAULT gen_random_uuid()
);

CREATE TABLE core.journal_detail (
  entry_id uuid PRIMARY KEY,
  at timestamptz NOT NULL,
  -- Pseudonym of whom it speaks of: the person concerned, who acted when there is none.
  concerns text NOT NULL,
  salt bytea NOT NULL CHECK (octet_length(salt) = 32),
  payload jsonb NOT NULL CHECK (jsonb_typeof(payload) = 'object')
);
CREATE INDEX journal_detail_concerns ON core.journal_detail (concerns);
CREATE INDEX journal_detail_at ON core.journal_detail (at);

-- Entries not yet in the tree: filled with them, emptied by the integrator.
CREATE TABLE core.journal_pending (
  entry_id uuid NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (at, entry_id)
);

CREATE TABLE core.journal_leaf (
  index bigint PRIMARY KEY CHECK (index >= 0),
  entry_id uuid NOT NULL UNIQUE,
  -- Instant of the entry: says in which year to look for it.
  at timestamptz NOT NULL,
  -- SHA-256(0x00 ‖ JCS(entry))
  hash bytea NOT NULL CHECK (octet_length(hash) = 32),
  -- SHA-256(chain of the leaf before ‖ hash): tells which leaf was moved, where the tree only tells that one was.
  chain bytea NOT NULL CHECK (octet_length(chain) = 32)
);
-- Node of height 8 × level, above 256^level leaves: what tiles are made of, with the leaves.
CREATE TABLE core.journal_node (
  level smallint NOT NULL CHECK (level BETWEEN 1 AND 7),
  index bigint NOT NULL CHECK (index >= 0),
  hash bytea NOT NULL CHECK (octet_length(hash) = 32),
  PRIMARY KEY (level, index)
);

-- Public keys; the private one is never in the database. A new key is signed by the old one, and signs it.
CREATE TABLE core.journal_key (
  number integer PRIMARY KEY CHECK (number >= 1),
  -- Signed-note name, which is also the origin of the checkpoints: `<host>/journal`.
  name text NOT NULL CHECK (name ~ '^[^\s+]+$'),
  public_key bytea NOT NULL UNIQUE CHECK (octet_length(public_key) = 32),
  at timestamptz NOT NULL,
  signed_by_new bytea CHECK (octet_length(signed_by_new) = 64),
  -- Null for the first one, and for one that replaces a lost key.
  signed_by_old bytea CHECK (octet_length(signed_by_old) = 64),
  CHECK (number = 1 OR signed_by_new IS NOT NULL)
);

-- The last of each hour, kept for ever.
CREATE TABLE core.journal_checkpoint (
  size bigint PRIMARY KEY CHECK (size >= 0),
  root bytea NOT NULL CHECK (octet_length(root) = 32),
  at timestamptz NOT NULL,
  note text NOT NULL
);
-- The last one, at most one a second.
CREATE TABLE core.journal_head (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  size bigint NOT NULL CHECK (size >= 0),
  root bytea NOT NULL CHECK (octet_length(root) = 32),
  at timestamptz NOT NULL,
  note text NOT NULL
);

CREATE FUNCTION core.journal_queue() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
  INSERT INTO core.journal_pending (entry_id, at) VALUES (NEW.id, NEW.at);
  PERFORM pg_notify('airial_journal', '');
  RETURN NULL;
END $$;
CREATE TRIGGER to_integrate AFTER INSERT ON core.journal_entry FOR EACH ROW EXECUTE FUNCTION core.journal_queue();

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON core.journal_entry FOR EACH ROW EXECUTE FUNCTION core.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON core.journal_entry FOR EACH STATEMENT EXECUTE FUNCTION core.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON core.journal_entry_other FOR EACH STATEMENT EXECUTE FUNCTION core.refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON core.journal_leaf FOR EACH ROW EXECUTE FUNCTION core.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON core.journal_leaf FOR EACH STATEMENT EXECUTE FUNCTION core.refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON core.journal_node FOR EACH ROW EXECUTE FUNCTION core.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON core.journal_node FOR EACH STATEMENT EXECUTE FUNCTION core.refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON core.journal_checkpoint FOR EACH ROW EXECUTE FUNCTION core.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON core.journal_checkpoint FOR EACH STATEMENT EXECUTE FUNCTION core.refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON core.journal_key FOR EACH ROW EXECUTE FUNCTION core.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON core.journal_key FOR EACH STATEMENT EXECUTE FUNCTION core.refuse_change();

-- A partition of its own for a year; false when it has one, or when entries of that year are already elsewhere.
CREATE FUNCTION core.add_journal_year(year integer) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  name text := 'journal_entry_' || lpad(year::text, 4, '0');
  first timestamptz := make_timestamptz(year, 1, 1, 0, 0, 0, 'UTC');
  last timestamptz := make_timestamptz(year + 1, 1, 1, 0, 0, 0, 'UTC');
BEGIN
  IF year NOT BETWEEN 2000 AND 9998 OR to_regclass('core.' || name) IS NOT NULL THEN RETURN false; END IF;
  IF EXISTS (SELECT FROM core.journal_entry_other WHERE at >= first AND at < last) THEN RETURN false; END IF;
  EXECUTE format('CREATE TABLE core.%I PARTITION OF core.journal_entry FOR VALUES FROM (%L) TO (%L)', name, first, last);
  EXECUTE format('CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON core.%I FOR EACH STATEMENT EXECUTE FUNCTION core.refuse_change()', name);
  RETURN true;
END $$;
SELECT core.add_journal_year(year) FROM generate_series(2024, 2032) AS year;

-- The pseudonym of somebody, made the first time. One statement sees what another transaction has just committed.
CREATE FUNCTION core.pseudonym_of(somebody uuid) RETURNS uuid LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE found uuid;
BEGIN
  IF somebody IS NULL THEN RETURN NULL; END IF;
  SELECT ref INTO found FROM core.pseudonym WHERE target = somebody;
  IF found IS NULL THEN
    INSERT INTO core.pseudonym (target) VALUES (somebody) ON CONFLICT (target) DO NOTHING;
    SELECT ref INTO found FROM core.pseudonym WHERE target = somebody;
  END IF;
  RETURN found;
END $$;

-- One entry with its detail, in one round trip. `account` is null when nobody is signed in: `actor` is then the name.
CREATE FUNCTION core.write_journal_entry(
  id uuid, at timestamptz, account uuid, actor text, role text, organisation uuid, event text, person uuid,
  object_type text, object_ref text, object_is_somebody boolean, mandate uuid, facts jsonb, request text,
  salt bytea, payload jsonb, commitment bytea
) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  actor_ref text;
  subject_ref uuid;
BEGIN
  -- In the same order everywhere: two acts on the same two people do not wait for each other.
  IF person < account THEN subject_ref := core.pseudonym_of(person); END IF;
  actor_ref := coalesce(core.pseudonym_of(account)::text, actor);
  subject_ref := coalesce(subject_ref, core.pseudonym_of(person));
  INSERT INTO core.journal_entry VALUES (id, at, actor_ref, role, organisation, event, subject_ref, object_type,
    CASE WHEN object_is_somebody THEN core.pseudonym_of(object_ref::uuid)::text ELSE object_ref END,
    mandate, facts, commitment, request);
  IF payload IS NOT NULL THEN
    INSERT INTO core.journal_detail VALUES (id, at, coalesce(subject_ref::text, actor_ref), salt, payload);
  END IF;
END $$;

-- What the earlier journal holds, under the names of today.
INSERT INTO core.journal_entry (id, at, actor_ref, actor_role, event, object_type, object_ref, facts, request_ref)
SELECT id, at, actor_ref, actor_kind,
  split_part(event, '.', 1) || '.' || replace(substr(event, strpos(event, '.') + 1), '.', '_'),
  object_type, object_ref, facts, request_ref
FROM core.journal_entry_before;
DROP TABLE core.journal_entry_before;

-- The meaning belongs to the person concerned; entries hold none.
CREATE FUNCTION core.my_pseudonym() RETURNS uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS
  $$ SELECT ref FROM core.pseudonym WHERE target = core.actor_account() $$;

ALTER TABLE core.pseudonym ENABLE ROW LEVEL SECURITY;
CREATE POLICY pseudonym_read ON core.pseudonym FOR SELECT USING (
  target = core.actor_account() OR core.is_system() OR core.actor_has_role('dpo'));
CREATE POLICY pseudonym_erase ON core.pseudonym FOR DELETE USING (
  target = core.actor_account() OR core.is_system() OR core.actor_has_role('dpo'));

ALTER TABLE core.journal_detail ENABLE ROW LEVEL SECURITY;
CREATE POLICY detail_read ON core.journal_detail FOR SELECT USING (
  core.is_system() OR core.actor_has_role('dpo') OR concerns = (SELECT core.my_pseudonym())::text);
CREATE POLICY detail_erase ON core.journal_detail FOR DELETE USING (
  core.is_system() OR core.actor_has_role('dpo') OR concerns = (SELECT core.my_pseudonym())::text);
