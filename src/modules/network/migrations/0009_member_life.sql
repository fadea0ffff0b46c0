-- The life of members: ends of habilitations, sleeping accounts, sheets of roles (product/network.md §3.9, §3.11, §12).

-- The nearest notice already sent, in days before the end; and when the end was written in the journal.
ALTER TABLE network.habilitation
  ADD COLUMN notice_days smallint CHECK (notice_days IN (7, 30, 90)),
  ADD COLUMN expired_at timestamptz CHECK (expired_at >= valid_until);
CREATE INDEX habilitation_ending ON network.habilitation (valid_until) WHERE revoked_at IS NULL AND expired_at IS NULL;

-- What Airial did about an account that nobody opens; a sign-in later than it makes it void.
ALTER TABLE network.account
  ADD COLUMN sleeping_step text CHECK (sleeping_step IN ('prevenu', 'retenu', 'suspendu', 'ferme')),
  ADD COLUMN sleeping_step_at timestamptz,
  ADD COLUMN reopened_at timestamptz,
  ADD CONSTRAINT account_sleeping CHECK ((sleeping_step IS NULL) = (sleeping_step_at IS NULL));

-- « Ce que je peux faire », printed: the code is on the paper only.
CREATE TABLE network.role_sheet (
  id uuid PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES network.account (id),
  organisation_id uuid NOT NULL REFERENCES network.organisation (id),
  code_sha256 bytea NOT NULL UNIQUE CHECK (octet_length(code_sha256) = 32),
  printed_at timestamptz NOT NULL,
  valid_until timestamptz NOT NULL,
  replaced_at timestamptz CHECK (replaced_at >= printed_at),
  CHECK (valid_until > printed_at AND valid_until <= printed_at + interval '12 months')
);
CREATE UNIQUE INDEX role_sheet_live ON network.role_sheet (account_id, organisation_id) WHERE replaced_at IS NULL;

-- Only its holder and the engine: whoever verifies a sheet asks the engine, by its code.
ALTER TABLE network.role_sheet ENABLE ROW LEVEL SECURITY;
CREATE POLICY role_sheet_kept ON network.role_sheet USING (core.is_system() OR account_id = core.actor_account());
