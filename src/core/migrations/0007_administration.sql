-- What an administrator sees of the queue: names, counts and instants; never what a job was given nor what its error quotes.
CREATE FUNCTION core.queue_counts() RETURNS TABLE (job text, state text, jobs integer, oldest timestamptz)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
  IF NOT (core.is_system() OR core.actor_has_role('administrateur')) THEN RETURN; END IF;
  RETURN QUERY
    SELECT j.task_identifier, s.state, count(*)::integer, min(j.run_at)
    FROM graphile_worker.jobs j
    CROSS JOIN LATERAL (SELECT CASE
      WHEN j.locked_at IS NOT NULL THEN 'running'
      WHEN j.attempts >= j.max_attempts THEN 'failed'
      WHEN j.attempts > 0 THEN 'retried'
      WHEN j.run_at > now() + interval '1 minute' THEN 'planned'
      ELSE 'waiting' END AS state) AS s
    GROUP BY 1, 2 ORDER BY 1, 2;
END $$;

-- The last jobs that failed, given up or not, most recent first.
CREATE FUNCTION core.queue_failures() RETURNS TABLE (id text, job text, attempts integer, given_up boolean, at timestamptz, next_at timestamptz)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
  IF NOT (core.is_system() OR core.actor_has_role('administrateur')) THEN RETURN; END IF;
  RETURN QUERY
    SELECT j.id::text, j.task_identifier, j.attempts::integer, j.attempts >= j.max_attempts, j.updated_at, j.run_at
    FROM graphile_worker.jobs j
    WHERE j.attempts > 0 AND j.locked_at IS NULL AND j.last_error IS NOT NULL
    ORDER BY j.updated_at DESC LIMIT 50;
END $$;

-- Tries failed jobs again, now and from the start; those named, or all when none is. How many.
CREATE FUNCTION core.retry_jobs(wanted text[]) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE ids bigint[];
BEGIN
  IF NOT core.actor_has_role('administrateur') THEN RETURN 0; END IF;
  SELECT array_agg(j.id) INTO ids FROM graphile_worker.jobs j
    WHERE j.attempts > 0 AND j.locked_at IS NULL AND j.last_error IS NOT NULL
      AND (cardinality(wanted) = 0 OR j.id::text = ANY (wanted));
  IF ids IS NULL THEN RETURN 0; END IF;
  PERFORM graphile_worker.reschedule_jobs(ids, run_at := now(), attempts := 0);
  RETURN cardinality(ids);
END $$;

-- When each job that comes back was last planned.
CREATE FUNCTION core.job_rounds() RETURNS TABLE (job text, known_since timestamptz, last_at timestamptz)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
  IF NOT (core.is_system() OR core.actor_has_role('administrateur')) THEN RETURN; END IF;
  RETURN QUERY SELECT c.identifier, c.known_since, c.last_execution FROM graphile_worker._private_known_crontabs c;
END $$;

-- How messages made since then go, by channel: counts and instants, no recipient and no word.
CREATE FUNCTION core.delivery_state(since timestamptz)
RETURNS TABLE (channel text, waiting integer, gone integer, failed integer, last_gone timestamptz, last_failed timestamptz)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
  IF NOT (core.is_system() OR core.actor_has_role('administrateur')) THEN RETURN; END IF;
  RETURN QUERY
    SELECT m.channel,
      count(*) FILTER (WHERE m.state = 'a_envoyer')::integer,
      count(*) FILTER (WHERE r.event IN ('sent', 'delivered'))::integer,
      count(*) FILTER (WHERE r.event = 'failure')::integer,
      max(r.at) FILTER (WHERE r.event IN ('sent', 'delivered')),
      max(r.at) FILTER (WHERE r.event = 'failure')
    FROM core.message m
    LEFT JOIN LATERAL (SELECT e.event, e.at FROM core.receipt e
      WHERE e.message_id = m.id AND (e.event IN ('sent', 'delivered')
        -- What the service did, not that somebody has no number or a full mailbox.
        OR e.event = 'failure' AND e.detail IN ('refused', 'unreachable', 'given_up', 'unknown_outcome'))
      ORDER BY e.at DESC LIMIT 1) AS r ON true
    WHERE m.created_at >= since
    GROUP BY m.channel;
END $$;

REVOKE ALL ON FUNCTION core.queue_counts() FROM PUBLIC;
REVOKE ALL ON FUNCTION core.queue_failures() FROM PUBLIC;
REVOKE ALL ON FUNCTION core.retry_jobs(text[]) FROM PUBLIC;
REVOKE ALL ON FUNCTION core.job_rounds() FROM PUBLIC;
REVOKE ALL ON FUNCTION core.delivery_state(timestamptz) FROM PUBLIC;

CREATE INDEX journal_entry_verified ON core.journal_entry (at) WHERE event = 'journal.verified';
CREATE INDEX message_created ON core.message (created_at);
-- Looked at by each desk of the coordination: who was refused again and again in the last hour.
CREATE INDEX journal_entry_refused ON core.journal_entry (at) WHERE event = 'network.access_refused';
