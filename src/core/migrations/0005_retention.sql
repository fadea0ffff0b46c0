-- What was erased, when, how much: the certificate of each run. Counts only, nothing of what was erased.
CREATE TABLE core.retention_run (
  id uuid PRIMARY KEY,
  at timestamptz NOT NULL,
  rows integer NOT NULL CHECK (rows > 0),
  results jsonb NOT NULL,
  digest text NOT NULL CHECK (digest ~ '^[0-9a-f]{64}$')
);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON core.retention_run FOR EACH ROW EXECUTE FUNCTION core.refuse_change();
