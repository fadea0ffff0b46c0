-- Organisations, accounts, what each may do (product/network.md §2).
CREATE SCHEMA network;
CREATE EXTENSION IF NOT EXISTS btree_gist;

-- SIRET: 14 figures, Luhn; La Poste's 356000000: sum of the figures divisible by 5.
CREATE FUNCTION network.is_siret(siret text) RETURNS boolean LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT siret ~ '^[0-9]{14}$' AND (
    (SELECT sum(CASE WHEN n % 2 = 1 THEN (d * 2) / 10 + (d * 2) % 10 ELSE d END) % 10 = 0
     FROM (SELECT n, substr(siret, n, 1)::int AS d FROM generate_series(1, 14) AS n) AS figures)
    OR (siret LIKE '356000000%' AND (SELECT sum(substr(siret, n, 1)::int) % 5 = 0 FROM generate_series(1, 14) AS n)))
$$;

CREATE TABLE network.organisation (
  id uuid PRIMARY KEY,
  name text NOT NULL CHECK (btrim(name) = name AND length(name) BETWEEN 1 AND 200),
  kind text NOT NULL CHECK (kind IN ('commune', 'ccas_cias', 'epci', 'departement', 'syndicat_mixte', 'association',
    'tiers_lieu', 'mediatheque', 'france_services', 'mission_locale', 'bailleur', 'operateur', 'autre')),
  siret text UNIQUE CHECK (network.is_siret(siret)),
  commune_insee text NOT NULL CHECK (commune_insee ~ '^[0-9][0-9AB][0-9]{3}$'),
  contact_email text CHECK (contact_email = lower(contact_email) AND contact_email ~ '^[^@\s]+@[^@\s]+$'),
  contact_phone text CHECK (contact_phone ~ '^\+[0-9]{8,14}$'),
  is_pilot boolean NOT NULL DEFAULT false,
  state text NOT NULL CHECK (state IN ('brouillon', 'active', 'suspendue', 'fermee')),
  retention_months integer NOT NULL DEFAULT 12 CHECK (retention_months BETWEEN 1 AND 36),
  dpa_version text,
  dpa_accepted_at timestamptz,
  convention_ref text CHECK (length(convention_ref) <= 100),
  -- Grows with every change: two people who edit the same thing do not overwrite each other.
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL,
  CHECK ((dpa_version IS NULL) = (dpa_accepted_at IS NULL)),
  CHECK (state <> 'active' OR dpa_accepted_at IS NOT NULL OR is_pilot)
);
CREATE UNIQUE INDEX organisation_one_pilot ON network.organisation ((true)) WHERE is_pilot;

CREATE TABLE network.account (
  id uuid PRIMARY KEY,
  display_name text NOT NULL CHECK (btrim(display_name) = display_name AND length(display_name) BETWEEN 1 AND 200),
  -- Lower case, NFC, trimmed: written so by the program, checked here.
  email text CHECK (email = lower(email) AND email = normalize(email, NFC) AND email ~ '^[^@\s]+@[^@\s]+$' AND length(email) <= 254),
  email_verified_at timestamptz,
  -- Never unique: couples share one.
  phone text CHECK (phone ~ '^\+[0-9]{8,14}$'),
  phone_verified_at timestamptz,
  person_id uuid,
  language text NOT NULL DEFAULT 'fr' CHECK (language IN ('fr', 'en')),
  state text NOT NULL CHECK (state IN ('invite', 'actif', 'verrouille', 'suspendu', 'clos')),
  last_signed_in_at timestamptz,
  closing_on timestamptz,
  created_at timestamptz NOT NULL,
  CHECK (email IS NOT NULL OR email_verified_at IS NULL),
  CHECK (phone IS NOT NULL OR phone_verified_at IS NULL)
);
CREATE UNIQUE INDEX account_email ON network.account (email) WHERE email IS NOT NULL AND state <> 'clos';

CREATE TABLE network.membership (
  id uuid PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES network.account (id),
  organisation_id uuid NOT NULL REFERENCES network.organisation (id),
  role text NOT NULL CHECK (role IN ('aidant', 'conseiller_numerique', 'prescripteur', 'formateur', 'technicien',
    'referent_structure', 'coordinateur', 'gestionnaire_fse', 'bailleur', 'membre_copil', 'administrateur', 'dpo')),
  permissions text[] NOT NULL DEFAULT '{}',
  from_at timestamptz NOT NULL,
  until_at timestamptz,
  CHECK (until_at IS NULL OR until_at >= from_at),
  UNIQUE (id, account_id),
  EXCLUDE USING gist (account_id WITH =, organisation_id WITH =, role WITH =, tstzrange(from_at, until_at) WITH &&)
);
CREATE INDEX membership_account ON network.membership (account_id) WHERE until_at IS NULL;
CREATE INDEX membership_organisation ON network.membership (organisation_id) WHERE until_at IS NULL;

-- Parts that one account may not hold together (network.md §1), and territory roles outside of the pilot organisation.
CREATE FUNCTION network.membership_separation() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE pilot boolean; kind_of text;
BEGIN
  IF NEW.until_at IS NOT NULL THEN RETURN NEW; END IF;
  -- One account at a time: two roles granted at the same moment see each other.
  PERFORM pg_advisory_xact_lock(hashtextextended(NEW.account_id::text, 7));
  SELECT is_pilot, kind INTO pilot, kind_of FROM network.organisation WHERE id = NEW.organisation_id;
  IF NEW.role IN ('coordinateur', 'gestionnaire_fse', 'administrateur', 'dpo') AND NOT pilot THEN
    RAISE EXCEPTION 'territory_role' USING ERRCODE = 'check_violation', CONSTRAINT = 'membership_territory_role';
  END IF;
  IF NEW.role = 'bailleur' AND kind_of <> 'bailleur' THEN
    RAISE EXCEPTION 'landlord_role' USING ERRCODE = 'check_violation', CONSTRAINT = 'membership_landlord_role';
  END IF;
  IF EXISTS (
    SELECT FROM network.membership AS other
    WHERE other.account_id = NEW.account_id AND other.id <> NEW.id AND other.until_at IS NULL AND (
      (ARRAY[NEW.role, other.role] @> ARRAY['dpo', 'administrateur'])
      OR (ARRAY[NEW.role, other.role] @> ARRAY['gestionnaire_fse', 'technicien'])
      OR (ARRAY[NEW.role, other.role] @> ARRAY['bailleur', 'prescripteur'] AND other.organisation_id = NEW.organisation_id))
  ) THEN
    RAISE EXCEPTION 'separation' USING ERRCODE = 'check_violation', CONSTRAINT = 'membership_separation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER membership_separation BEFORE INSERT OR UPDATE ON network.membership
  FOR EACH ROW EXECUTE FUNCTION network.membership_separation();
-- Ended, never deleted.
CREATE TRIGGER never_deleted BEFORE DELETE ON network.membership FOR EACH ROW EXECUTE FUNCTION core.refuse_change();

CREATE TABLE network.habilitation (
  id uuid PRIMARY KEY,
  membership_id uuid NOT NULL REFERENCES network.membership (id),
  kind text NOT NULL CHECK (kind IN ('mandat', 'mandat_messagerie', 'restauration', 'carte', 'prescription_materiel',
    'prescription_connexion', 'coffre_depot', 'effacement', 'formation', 'fse')),
  -- Account of who granted it; null when Airial did, on a certificate.
  granted_by uuid REFERENCES network.account (id),
  source text NOT NULL CHECK (source IN ('formation', 'coordinateur', 'reprise')),
  source_ref text,
  valid_from timestamptz NOT NULL,
  valid_until timestamptz NOT NULL,
  revoked_at timestamptz,
  reason text CHECK (length(reason) <= 500),
  CHECK (valid_until > valid_from AND valid_until <= valid_from + interval '36 months'),
  CHECK (source <> 'coordinateur' OR valid_until <= valid_from + interval '90 days'),
  CHECK (source <> 'coordinateur' OR (granted_by IS NOT NULL AND reason IS NOT NULL)),
  EXCLUDE USING gist (membership_id WITH =, kind WITH =, tstzrange(valid_from, valid_until) WITH &&) WHERE (revoked_at IS NULL)
);

CREATE TABLE network.invitation (
  id uuid PRIMARY KEY,
  organisation_id uuid NOT NULL REFERENCES network.organisation (id),
  -- Null when the invitation is printed, with a code to type.
  email text CHECK (email = lower(email) AND email = normalize(email, NFC) AND email ~ '^[^@\s]+@[^@\s]+$'),
  display_name text CHECK (length(display_name) BETWEEN 1 AND 200),
  roles text[] NOT NULL CHECK (cardinality(roles) > 0),
  message text CHECK (length(message) <= 280),
  token_sha256 bytea NOT NULL UNIQUE CHECK (octet_length(token_sha256) = 32),
  state text NOT NULL CHECK (state IN ('envoyee', 'acceptee', 'refusee', 'expiree', 'annulee')),
  sent_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  resent_count integer NOT NULL DEFAULT 0 CHECK (resent_count BETWEEN 0 AND 5),
  created_by uuid REFERENCES network.account (id),
  settled_at timestamptz,
  account_id uuid REFERENCES network.account (id),
  CHECK ((state = 'envoyee') = (settled_at IS NULL)),
  CHECK ((state = 'acceptee') = (account_id IS NOT NULL)),
  CHECK (email IS NOT NULL OR display_name IS NOT NULL)
);
CREATE UNIQUE INDEX invitation_pending ON network.invitation (organisation_id, lower(email)) WHERE state = 'envoyee';
-- A link replaced by a more recent one says so.
CREATE TABLE network.replaced_invitation_token (
  token_sha256 bytea PRIMARY KEY CHECK (octet_length(token_sha256) = 32),
  invitation_id uuid NOT NULL REFERENCES network.invitation (id) ON DELETE CASCADE
);

CREATE TABLE network.join_request (
  id uuid PRIMARY KEY,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  kind text NOT NULL,
  commune_insee text NOT NULL CHECK (commune_insee ~ '^[0-9][0-9AB][0-9]{3}$'),
  siret text CHECK (network.is_siret(siret)),
  referent_name text CHECK (length(referent_name) BETWEEN 1 AND 200),
  referent_email text CHECK (referent_email ~ '^[^@\s]+@[^@\s]+$'),
  received_at timestamptz NOT NULL,
  state text NOT NULL CHECK (state IN ('recue', 'acceptee', 'refusee')),
  settled_at timestamptz,
  settled_by uuid REFERENCES network.account (id),
  reason text CHECK (length(reason) <= 1000),
  organisation_id uuid REFERENCES network.organisation (id),
  CHECK ((state = 'recue') = (settled_at IS NULL)),
  CHECK (state <> 'refusee' OR reason IS NOT NULL),
  CHECK ((state = 'acceptee') = (organisation_id IS NOT NULL))
);

-- Which organisation holds a place of the directory (network.md §5).
CREATE TABLE network.place_holder (
  id uuid PRIMARY KEY,
  place_id uuid NOT NULL,
  organisation_id uuid NOT NULL REFERENCES network.organisation (id),
  claim_ref uuid,
  from_at timestamptz NOT NULL,
  until_at timestamptz CHECK (until_at >= from_at)
);
CREATE UNIQUE INDEX place_holder_live ON network.place_holder (place_id) WHERE until_at IS NULL;

CREATE TABLE network.api_client (
  id uuid PRIMARY KEY,
  organisation_id uuid NOT NULL REFERENCES network.organisation (id),
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
  secret_sha256 bytea NOT NULL UNIQUE CHECK (octet_length(secret_sha256) = 32),
  scopes text[] NOT NULL,
  valid_from timestamptz NOT NULL,
  valid_until timestamptz NOT NULL,
  last_used_at timestamptz,
  CHECK (valid_until > valid_from AND valid_until <= valid_from + interval '12 months')
);

-- One link, one use, 24 h: opens the pilot organisation on an empty installation.
CREATE TABLE network.first_admin_link (
  token_sha256 bytea PRIMARY KEY CHECK (octet_length(token_sha256) = 32),
  email text NOT NULL,
  expires_at timestamptz NOT NULL,
  used_at timestamptz
);

ALTER TABLE core.session ADD CONSTRAINT session_account FOREIGN KEY (account_id) REFERENCES network.account (id);
ALTER TABLE core.session ADD CONSTRAINT session_membership
  FOREIGN KEY (membership_id, account_id) REFERENCES network.membership (id, account_id);
ALTER TABLE core.kept_form ADD CONSTRAINT kept_form_account FOREIGN KEY (account_id) REFERENCES network.account (id);

-- The second wall. Functions of the owner: row-level security inside them would ask itself.
CREATE FUNCTION network.is_colleague(account uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
  SELECT EXISTS (SELECT FROM network.membership
    WHERE account_id = account AND organisation_id = core.actor_organisation()) $$;
CREATE FUNCTION network.has_membership_in(organisation uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
  SELECT EXISTS (SELECT FROM network.membership
    WHERE account_id = core.actor_account() AND organisation_id = organisation AND until_at IS NULL) $$;
CREATE FUNCTION network.organisation_of(member uuid) RETURNS uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
  SELECT organisation_id FROM network.membership WHERE id = member $$;
CREATE FUNCTION network.account_of(member uuid) RETURNS uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
  SELECT account_id FROM network.membership WHERE id = member $$;

ALTER TABLE network.account ENABLE ROW LEVEL SECURITY;
CREATE POLICY account_read ON network.account FOR SELECT USING (
  id = core.actor_account() OR core.is_system() OR core.at_the_door()
  OR core.actor_has_role('coordinateur', 'administrateur', 'dpo') OR network.is_colleague(id));
CREATE POLICY account_open ON network.account FOR INSERT WITH CHECK (core.is_system() OR core.at_the_door()
  OR core.actor_organisation() IS NOT NULL);
CREATE POLICY account_change ON network.account FOR UPDATE USING (
  id = core.actor_account() OR core.is_system() OR core.at_the_door()
  OR core.actor_has_role('administrateur') OR (core.actor_has_role('referent_structure') AND network.is_colleague(id)));

ALTER TABLE network.membership ENABLE ROW LEVEL SECURITY;
CREATE POLICY membership_read ON network.membership FOR SELECT USING (
  account_id = core.actor_account() OR organisation_id = core.actor_organisation() OR core.is_system()
  OR core.at_the_door() OR core.actor_has_role('coordinateur', 'administrateur', 'dpo'));
CREATE POLICY membership_write ON network.membership FOR INSERT WITH CHECK (
  core.is_system() OR core.at_the_door() OR core.actor_has_role('coordinateur', 'administrateur')
  OR (core.actor_has_role('referent_structure') AND organisation_id = core.actor_organisation()));
CREATE POLICY membership_change ON network.membership FOR UPDATE USING (
  core.is_system() OR core.actor_has_role('coordinateur', 'administrateur')
  OR (core.actor_has_role('referent_structure') AND organisation_id = core.actor_organisation()));

ALTER TABLE network.habilitation ENABLE ROW LEVEL SECURITY;
CREATE POLICY habilitation_read ON network.habilitation FOR SELECT USING (
  core.is_system() OR core.actor_has_role('coordinateur', 'dpo') OR network.account_of(membership_id) = core.actor_account()
  OR network.organisation_of(membership_id) = core.actor_organisation());
CREATE POLICY habilitation_write ON network.habilitation FOR INSERT WITH CHECK (core.is_system() OR core.actor_has_role('coordinateur'));
CREATE POLICY habilitation_change ON network.habilitation FOR UPDATE USING (core.is_system() OR core.actor_has_role('coordinateur'));

ALTER TABLE network.invitation ENABLE ROW LEVEL SECURITY;
CREATE POLICY invitation_kept ON network.invitation USING (
  core.is_system() OR core.at_the_door() OR core.actor_has_role('coordinateur', 'administrateur')
  OR (core.actor_has_role('referent_structure') AND organisation_id = core.actor_organisation()));
ALTER TABLE network.replaced_invitation_token ENABLE ROW LEVEL SECURITY;
CREATE POLICY replaced_kept ON network.replaced_invitation_token USING (
  core.is_system() OR core.at_the_door() OR core.actor_has_role('coordinateur', 'administrateur', 'referent_structure'));

ALTER TABLE network.join_request ENABLE ROW LEVEL SECURITY;
CREATE POLICY join_request_received ON network.join_request FOR INSERT WITH CHECK (current_setting('airial.actor', true) <> '');
CREATE POLICY join_request_read ON network.join_request USING (core.is_system() OR core.actor_has_role('coordinateur'));

ALTER TABLE network.first_admin_link ENABLE ROW LEVEL SECURITY;
CREATE POLICY first_admin_link_door ON network.first_admin_link USING (core.is_system() OR core.at_the_door());

-- Who holds a session, as things are now: one question a request. The idle time is pushed on once a minute.
CREATE FUNCTION network.identify(session bytea, at timestamptz) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE s core.session; holder jsonb;
BEGIN
  SELECT t.* INTO s FROM core.session AS t WHERE t.id_sha256 = identify.session;
  IF NOT FOUND OR s.ended_at IS NOT NULL OR s.idle_until <= at OR s.ends_at <= at THEN RETURN NULL; END IF;
  SELECT jsonb_build_object(
    'id', a.id, 'name', a.display_name, 'language', a.language, 'strength', s.strength,
    'provenAt', s.reauth_at, 'sharedComputer', s.shared_computer,
    'idleUntil', s.idle_until, 'endsAt', s.ends_at, 'kept', s.kept, 'lastSeenAt', s.last_seen_at,
    'membership', (
      SELECT jsonb_build_object(
        'id', m.id,
        'organisation', jsonb_build_object('id', o.id, 'name', o.name, 'kind', o.kind, 'isPilot', o.is_pilot, 'state', o.state),
        'roles', (SELECT jsonb_agg(DISTINCT b.role) FROM network.membership b
          WHERE b.account_id = a.id AND b.organisation_id = o.id AND b.until_at IS NULL AND b.from_at <= at),
        'permissions', (SELECT coalesce(jsonb_agg(DISTINCT p), '[]') FROM network.membership b, unnest(b.permissions) AS p
          WHERE b.account_id = a.id AND b.organisation_id = o.id AND b.until_at IS NULL AND b.from_at <= at),
        'habilitations', (SELECT coalesce(jsonb_agg(DISTINCT h.kind), '[]')
          FROM network.habilitation h JOIN network.membership b ON b.id = h.membership_id
          WHERE b.account_id = a.id AND b.organisation_id = o.id AND b.until_at IS NULL
            AND h.revoked_at IS NULL AND h.valid_from <= at AND h.valid_until > at))
      FROM network.membership m JOIN network.organisation o ON o.id = m.organisation_id
      WHERE m.id = s.membership_id AND m.from_at <= at AND o.state IN ('active', 'brouillon')
        AND EXISTS (SELECT FROM network.membership b WHERE b.account_id = a.id AND b.organisation_id = o.id AND b.until_at IS NULL AND b.from_at <= at)))
  INTO holder FROM network.account a WHERE a.id = s.account_id AND a.state = 'actif';
  RETURN holder;
END $$;
