-- Whether the session names an organisation where nothing is theirs any more: a form sent from there is refused as such,
-- not as one of another tab.
CREATE OR REPLACE FUNCTION network.identify(session bytea, at timestamptz) RETURNS jsonb
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
  RETURN holder || jsonb_build_object('lapsed', s.membership_id IS NOT NULL AND jsonb_typeof(holder->'membership') = 'null');
END $$;
