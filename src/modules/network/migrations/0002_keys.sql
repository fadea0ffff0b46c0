-- What proves who somebody is (product/network.md §2, §3.3–3.5). Nothing here lets its reader sign in: passwords and
-- words as argon2id, numbers and links as SHA-256, short codes and TOTP keys under a key that is not in the database.

CREATE TABLE network.credential_password (
  account_id uuid PRIMARY KEY REFERENCES network.account (id),
  hash text NOT NULL CHECK (hash LIKE '$argon2id$v=19$%'),
  set_at timestamptz NOT NULL
);

CREATE TABLE network.credential_passkey (
  -- The identifier the authenticator gave, base64url.
  id text PRIMARY KEY CHECK (length(id) BETWEEN 16 AND 1400),
  account_id uuid NOT NULL REFERENCES network.account (id),
  public_key bytea NOT NULL,
  counter bigint NOT NULL CHECK (counter >= 0),
  transports text[] NOT NULL,
  label text NOT NULL CHECK (length(label) BETWEEN 1 AND 60),
  created_at timestamptz NOT NULL,
  last_used_at timestamptz
);
CREATE INDEX credential_passkey_account ON network.credential_passkey (account_id);

CREATE TABLE network.credential_totp (
  account_id uuid PRIMARY KEY REFERENCES network.account (id),
  -- AES-256-GCM: initial vector, tag, text.
  sealed_secret bytea NOT NULL CHECK (octet_length(sealed_secret) BETWEEN 40 AND 200),
  -- The last period of 30 s whose code was accepted.
  last_step bigint NOT NULL,
  set_at timestamptz NOT NULL
);

CREATE TABLE network.credential_recovery (
  account_id uuid NOT NULL REFERENCES network.account (id),
  -- Keyed hash: ten characters would be found again from a plain one.
  code_hash bytea NOT NULL CHECK (octet_length(code_hash) = 32),
  made_at timestamptz NOT NULL,
  used_at timestamptz CHECK (used_at >= made_at),
  PRIMARY KEY (account_id, code_hash)
);

CREATE TABLE network.credential_card (
  id uuid PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES network.account (id),
  number_sha256 bytea NOT NULL UNIQUE CHECK (octet_length(number_sha256) = 32),
  words_hash text NOT NULL CHECK (words_hash LIKE '$argon2id$v=19$%'),
  issued_at timestamptz NOT NULL,
  issued_by uuid REFERENCES network.account (id),
  organisation_id uuid REFERENCES network.organisation (id),
  identity_check text NOT NULL CHECK (identity_check IN
    ('piece_identite', 'connu_de_la_structure', 'deux_professionnels', 'attestation_hebergement')),
  -- Too many wrong tries, or the holder asked: a helper issues another.
  blocked_at timestamptz CHECK (blocked_at >= issued_at),
  -- Replaced by another, or taken back.
  ended_at timestamptz CHECK (ended_at >= issued_at),
  last_used_at timestamptz
);
CREATE UNIQUE INDEX credential_card_live ON network.credential_card (account_id) WHERE ended_at IS NULL;
CREATE INDEX credential_card_issuer ON network.credential_card (issued_by, issued_at);

CREATE TABLE network.credential_federated (
  issuer text NOT NULL CHECK (length(issuer) BETWEEN 1 AND 500),
  subject text NOT NULL CHECK (length(subject) BETWEEN 1 AND 500),
  account_id uuid NOT NULL REFERENCES network.account (id),
  provider text NOT NULL CHECK (provider IN ('proconnect', 'franceconnect')),
  linked_at timestamptz NOT NULL,
  last_used_at timestamptz,
  PRIMARY KEY (issuer, subject)
);
CREATE UNIQUE INDEX credential_federated_account ON network.credential_federated (account_id, provider);

-- What an identity provider vouched for, apart from the profile.
CREATE TABLE network.identity_proof (
  id uuid PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES network.account (id),
  provider text NOT NULL CHECK (provider IN ('proconnect', 'franceconnect')),
  acr text,
  sealed_claims bytea NOT NULL,
  at timestamptz NOT NULL
);
CREATE INDEX identity_proof_account ON network.identity_proof (account_id);

-- One step that somebody has begun: a link sent, a code sent, a passkey asked for, a trip to another site, a first
-- factor shown. One use, one browser or one account, and an end.
CREATE TABLE network.challenge (
  id uuid PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('magic_link', 'sms_code', 'passkey_registration', 'passkey_sign_in', 'federation',
    'second_factor', 'totp_set_up', 'recovery_sheet', 'email_change')),
  -- SHA-256 of the link, or keyed hash of the short code; null when only the browser holds the thread.
  secret_hash bytea CHECK (octet_length(secret_hash) = 32),
  -- Null for an address that belongs to nobody: the same row is written, so that time does not tell.
  account_id uuid REFERENCES network.account (id),
  browser_sha256 bytea NOT NULL CHECK (octet_length(browser_sha256) = 32),
  -- What the step needs to go on, sealed as above.
  sealed bytea,
  tries integer NOT NULL DEFAULT 0 CHECK (tries BETWEEN 0 AND 5),
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL CHECK (expires_at > created_at AND expires_at <= created_at + interval '24 hours'),
  used_at timestamptz,
  CHECK (kind NOT IN ('magic_link', 'sms_code', 'email_change') OR secret_hash IS NOT NULL)
);
CREATE UNIQUE INDEX challenge_secret ON network.challenge (secret_hash) WHERE kind = 'magic_link';
CREATE INDEX challenge_expires ON network.challenge (expires_at);

CREATE TABLE network.sign_in_attempt (
  id uuid PRIMARY KEY,
  at timestamptz NOT NULL,
  account_id uuid REFERENCES network.account (id),
  means text NOT NULL CHECK (means IN ('password', 'passkey', 'totp', 'recovery_code', 'magic_link', 'sms_code', 'card',
    'proconnect', 'franceconnect')),
  accepted boolean NOT NULL,
  device_label text NOT NULL CHECK (length(device_label) <= 60),
  -- Keyed hash of the network prefix: says « same network », never where.
  ip_prefix text
);
CREATE INDEX sign_in_attempt_at ON network.sign_in_attempt (at);
CREATE INDEX sign_in_attempt_account ON network.sign_in_attempt (account_id, at DESC);

-- What was accepted once is refused for ever, whatever the program does.
CREATE FUNCTION network.keys_only_go_forward() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_TABLE_NAME = 'credential_totp' THEN
    IF NEW.sealed_secret = OLD.sealed_secret AND NEW.last_step < OLD.last_step THEN
      RAISE EXCEPTION 'step' USING ERRCODE = 'check_violation', CONSTRAINT = 'totp_step_forward';
    END IF;
  ELSIF TG_TABLE_NAME = 'credential_passkey' THEN
    IF NEW.counter < OLD.counter OR NEW.account_id <> OLD.account_id THEN
      RAISE EXCEPTION 'counter' USING ERRCODE = 'check_violation', CONSTRAINT = 'passkey_counter_forward';
    END IF;
  ELSE
    IF OLD.used_at IS NOT NULL AND NEW.used_at IS DISTINCT FROM OLD.used_at THEN
      RAISE EXCEPTION 'used' USING ERRCODE = 'check_violation', CONSTRAINT = 'used_once';
    END IF;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER forward BEFORE UPDATE ON network.credential_totp FOR EACH ROW EXECUTE FUNCTION network.keys_only_go_forward();
CREATE TRIGGER forward BEFORE UPDATE ON network.credential_passkey FOR EACH ROW EXECUTE FUNCTION network.keys_only_go_forward();
CREATE TRIGGER forward BEFORE UPDATE ON network.credential_recovery FOR EACH ROW EXECUTE FUNCTION network.keys_only_go_forward();
CREATE TRIGGER forward BEFORE UPDATE ON network.challenge FOR EACH ROW EXECUTE FUNCTION network.keys_only_go_forward();

-- An account that works can be opened: by a proven address (a link goes there), or by one of the means above.
CREATE FUNCTION network.account_can_be_opened() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE of_account uuid;
BEGIN
  IF TG_TABLE_NAME = 'account' THEN of_account := NEW.id; ELSE of_account := OLD.account_id; END IF;
  IF EXISTS (
    SELECT FROM network.account a WHERE a.id = of_account AND a.state = 'actif' AND a.email_verified_at IS NULL
      AND NOT EXISTS (SELECT FROM network.credential_password WHERE account_id = a.id)
      AND NOT EXISTS (SELECT FROM network.credential_passkey WHERE account_id = a.id)
      AND NOT EXISTS (SELECT FROM network.credential_card WHERE account_id = a.id AND ended_at IS NULL)
      AND NOT EXISTS (SELECT FROM network.credential_federated WHERE account_id = a.id)
  ) THEN
    RAISE EXCEPTION 'no means' USING ERRCODE = 'check_violation', CONSTRAINT = 'account_can_be_opened';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER can_be_opened AFTER INSERT OR UPDATE ON network.account
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION network.account_can_be_opened();
CREATE CONSTRAINT TRIGGER can_be_opened AFTER DELETE ON network.credential_password
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION network.account_can_be_opened();
CREATE CONSTRAINT TRIGGER can_be_opened AFTER DELETE ON network.credential_passkey
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION network.account_can_be_opened();
CREATE CONSTRAINT TRIGGER can_be_opened AFTER UPDATE OR DELETE ON network.credential_card
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION network.account_can_be_opened();
CREATE CONSTRAINT TRIGGER can_be_opened AFTER DELETE ON network.credential_federated
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION network.account_can_be_opened();

-- The second wall: their own, at the door before anybody is known, and what Airial does by itself.
DO $$
DECLARE kept text;
BEGIN
  FOREACH kept IN ARRAY ARRAY['credential_password', 'credential_passkey', 'credential_totp', 'credential_recovery',
    'credential_federated', 'identity_proof', 'challenge', 'sign_in_attempt'] LOOP
    EXECUTE format('ALTER TABLE network.%I ENABLE ROW LEVEL SECURITY', kept);
    EXECUTE format('CREATE POLICY %I ON network.%I USING (account_id = core.actor_account() OR core.is_system() OR core.at_the_door())',
      kept || '_own', kept);
  END LOOP;
END $$;

-- Whoever hands a card over writes it and ends the one before; they never read what is on it.
ALTER TABLE network.credential_card ENABLE ROW LEVEL SECURITY;
CREATE POLICY card_own ON network.credential_card USING (
  account_id = core.actor_account() OR core.is_system() OR core.at_the_door());
CREATE POLICY card_issue ON network.credential_card FOR INSERT WITH CHECK (
  organisation_id = core.actor_organisation() AND issued_by = core.actor_account());
-- The card before, of any organisation: who it was for, never its number nor its words.
CREATE FUNCTION network.end_card(of_account uuid, at timestamptz) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE ended integer;
BEGIN
  IF core.actor_organisation() IS NULL AND core.actor_account() IS DISTINCT FROM of_account AND NOT core.is_system() THEN
    RETURN 0;
  END IF;
  UPDATE network.credential_card SET ended_at = at WHERE account_id = of_account AND ended_at IS NULL;
  GET DIAGNOSTICS ended = ROW_COUNT;
  UPDATE core.session SET ended_at = at WHERE account_id = of_account AND ended_at IS NULL AND ended > 0;
  RETURN ended;
END $$;
