-- Who acts, for row-level security: set by the program at the start of each transaction (core/acting-as.ts).
-- Without it every function below says nobody, and tables with personal data give no row.

CREATE FUNCTION core.actor_account() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS
  $$ SELECT nullif(current_setting('airial.account', true), '')::uuid $$;
CREATE FUNCTION core.actor_organisation() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS
  $$ SELECT nullif(current_setting('airial.organisation', true), '')::uuid $$;
CREATE FUNCTION core.actor_has_role(VARIADIC wanted text[]) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS
  $$ SELECT coalesce(string_to_array(current_setting('airial.role', true), ',') && wanted, false) $$;
-- The operator's commands and what Airial does by itself.
CREATE FUNCTION core.is_system() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS
  $$ SELECT coalesce(current_setting('airial.actor', true) ~ '^(command|job):', false) $$;
-- Sign-in, before anybody is known.
CREATE FUNCTION core.at_the_door() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS
  $$ SELECT coalesce(current_setting('airial.actor', true) LIKE 'door:%', false) $$;

CREATE TABLE core.session (
  -- SHA-256 of the token in the cookie: who reads this table cannot sign in with it.
  id_sha256 bytea PRIMARY KEY CHECK (octet_length(id_sha256) = 32),
  account_id uuid NOT NULL,
  membership_id uuid,
  strength smallint NOT NULL CHECK (strength IN (1, 2)),
  shared_computer boolean NOT NULL,
  -- « Rester connecté sur cet appareil »
  kept boolean NOT NULL,
  created_at timestamptz NOT NULL,
  last_seen_at timestamptz NOT NULL,
  idle_until timestamptz NOT NULL,
  ends_at timestamptz NOT NULL,
  reauth_at timestamptz,
  ended_at timestamptz,
  device_label text NOT NULL CHECK (length(device_label) <= 60),
  -- Keyed hash of the network prefix: says « same network », never where.
  ip_prefix text,
  CHECK (membership_id IS NULL OR strength = 2),
  CHECK (NOT (kept AND shared_computer)),
  CHECK (idle_until <= ends_at)
);
CREATE INDEX session_account ON core.session (account_id, created_at DESC);
CREATE INDEX session_ended ON core.session (ended_at) WHERE ended_at IS NOT NULL;

ALTER TABLE core.session ENABLE ROW LEVEL SECURITY;
CREATE POLICY session_own ON core.session
  USING (account_id = core.actor_account() OR core.is_system() OR core.at_the_door())
  WITH CHECK (account_id = core.actor_account() OR core.is_system() OR core.at_the_door());

-- What somebody was typing when the session ended, or when a fresh proof was asked: sealed with a key that only
-- their cookie holds, given back to the same account.
CREATE TABLE core.kept_form (
  id uuid PRIMARY KEY,
  account_id uuid NOT NULL,
  sealed bytea NOT NULL CHECK (octet_length(sealed) <= 400000),
  expires_at timestamptz NOT NULL
);
CREATE INDEX kept_form_expires ON core.kept_form (expires_at);
ALTER TABLE core.kept_form ENABLE ROW LEVEL SECURITY;
CREATE POLICY kept_form_own ON core.kept_form
  USING (account_id = core.actor_account() OR core.is_system() OR core.at_the_door())
  WITH CHECK (account_id = core.actor_account() OR core.is_system() OR core.at_the_door());
