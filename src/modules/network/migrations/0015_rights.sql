-- What people ask about their data (GDPR, articles 15 to 22), and by when they are answered.
CREATE TABLE network.rights_request (
  id uuid PRIMARY KEY,
  -- Null: somebody without an account, who came or wrote; their name then.
  account_id uuid REFERENCES network.account (id),
  person_name text CHECK (btrim(person_name) = person_name AND length(person_name) BETWEEN 1 AND 200),
  kind text NOT NULL CHECK (kind IN ('acces', 'rectification', 'effacement', 'limitation', 'opposition', 'portabilite')),
  words text NOT NULL CHECK (length(words) <= 1000),
  received_at timestamptz NOT NULL,
  due_on date NOT NULL,
  extended_at timestamptz,
  extension_reason text CHECK (length(extension_reason) BETWEEN 1 AND 1000),
  answered_at timestamptz CHECK (answered_at >= received_at),
  answered_by uuid REFERENCES network.account (id),
  answer text CHECK (length(answer) BETWEEN 1 AND 4000),
  recorded_by uuid REFERENCES network.account (id),
  CHECK (account_id IS NOT NULL OR (person_name IS NOT NULL AND recorded_by IS NOT NULL)),
  CHECK ((extended_at IS NULL) = (extension_reason IS NULL)),
  CHECK ((answered_at IS NULL) = (answer IS NULL) AND (answered_at IS NULL) = (answered_by IS NULL))
);
CREATE INDEX rights_request_waiting ON network.rights_request (due_on) WHERE answered_at IS NULL;
CREATE INDEX rights_request_account ON network.rights_request (account_id);

ALTER TABLE network.rights_request ENABLE ROW LEVEL SECURITY;
CREATE POLICY rights_request_read ON network.rights_request FOR SELECT USING (
  account_id = core.actor_account() OR core.is_system() OR core.actor_has_role('dpo'));
CREATE POLICY rights_request_made ON network.rights_request FOR INSERT WITH CHECK (
  core.is_system() OR core.actor_has_role('dpo') OR (account_id = core.actor_account() AND recorded_by IS NULL
    AND answered_at IS NULL AND extended_at IS NULL));
CREATE POLICY rights_request_answered ON network.rights_request FOR UPDATE USING (
  core.is_system() OR core.actor_has_role('dpo'));
CREATE POLICY rights_request_ended ON network.rights_request FOR DELETE USING (core.is_system());
