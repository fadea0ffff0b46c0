-- Travel times between the communes: by road, from a routing server or from a file. Their text is kept apart, by its hash.

CREATE TABLE territory.travel_matrix (
  -- Of its text `from,to,minutes`: what certificates name.
  sha256 text PRIMARY KEY CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  model text NOT NULL CHECK (model IN ('osrm', 'csv')),
  -- Address of the server, or name of the file; pairs that are missing.
  parameters jsonb NOT NULL,
  -- Of the codes and points it was made for: with others it serves no more.
  areas_sha256 text NOT NULL CHECK (areas_sha256 ~ '^[0-9a-f]{64}$'),
  unit text NOT NULL CHECK (unit = 'tenths of minute'),
  storage_key text NOT NULL UNIQUE,
  at timestamptz NOT NULL
);
CREATE FUNCTION territory.keep_matrix() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'les temps de trajet ne changent pas : chargez-en d''autres' USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER keep_matrix BEFORE UPDATE ON territory.travel_matrix
  FOR EACH ROW EXECUTE FUNCTION territory.keep_matrix();
