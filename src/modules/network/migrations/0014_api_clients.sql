-- Applications that an organisation links (product/network.md §2 and §4 A62): who linked it, until when, how much it calls.
ALTER TABLE network.api_client
  ADD COLUMN created_by uuid REFERENCES network.account (id),
  ADD COLUMN ended_at timestamptz CHECK (ended_at >= valid_from),
  ADD CONSTRAINT api_client_scopes CHECK (cardinality(scopes) BETWEEN 1 AND 20);

-- Calls of each hour; `told_at`: the hour is over and in the journal.
CREATE TABLE network.api_call (
  client_id uuid NOT NULL REFERENCES network.api_client (id) ON DELETE CASCADE,
  hour timestamptz NOT NULL,
  calls integer NOT NULL CHECK (calls > 0),
  told_at timestamptz,
  PRIMARY KEY (client_id, hour)
);
CREATE INDEX api_call_to_tell ON network.api_call (hour) WHERE told_at IS NULL;

ALTER TABLE network.api_client ENABLE ROW LEVEL SECURITY;
CREATE POLICY api_client_kept ON network.api_client USING (
  core.is_system() OR (core.actor_has_role('referent_structure') AND organisation_id = core.actor_organisation()));
ALTER TABLE network.api_call ENABLE ROW LEVEL SECURITY;
CREATE POLICY api_call_kept ON network.api_call USING (
  core.is_system() OR EXISTS (SELECT FROM network.api_client AS c WHERE c.id = client_id));

-- Which application shows this secret, and one call more for this hour: nobody waits for the disk.
CREATE FUNCTION network.identify_client(client uuid, secret bytea, at timestamptz) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE it network.api_client;
BEGIN
  SELECT c.* INTO it FROM network.api_client AS c JOIN network.organisation AS o ON o.id = c.organisation_id
  WHERE c.id = client AND c.secret_sha256 = secret AND c.ended_at IS NULL
    AND c.valid_from <= at AND c.valid_until > at AND o.state = 'active';
  IF NOT FOUND THEN RETURN NULL; END IF;
  PERFORM set_config('synchronous_commit', 'off', true);
  INSERT INTO network.api_call AS known (client_id, hour, calls) VALUES (client, date_trunc('hour', at), 1)
    ON CONFLICT (client_id, hour) DO UPDATE SET calls = known.calls + 1, told_at = NULL;
  UPDATE network.api_client SET last_used_at = at WHERE id = client
    AND (last_used_at IS NULL OR last_used_at < at - interval '1 minute');
  RETURN jsonb_build_object('id', it.id, 'organisation', it.organisation_id, 'scopes', it.scopes);
END $$;
