-- The ground: journal, idempotency, limits.

CREATE TABLE core.journal_entry (
  id uuid PRIMARY KEY,
  at timestamptz NOT NULL,
  actor_kind text NOT NULL CHECK (actor_kind IN ('visitor', 'command', 'job')),
  actor_ref text NOT NULL,
  event text NOT NULL CHECK (event ~ '^[a-z]+(\.[a-z_]+)+$'),
  object_type text NOT NULL,
  object_ref text NOT NULL,
  facts jsonb NOT NULL CHECK (jsonb_typeof(facts) = 'object'),
  request_ref text
);
CREATE INDEX journal_entry_object ON core.journal_entry (object_type, object_ref, at);
CREATE INDEX journal_entry_at ON core.journal_entry (at, id);

CREATE FUNCTION core.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'le journal ne se modifie pas (%)', TG_OP USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON core.journal_entry FOR EACH ROW EXECUTE FUNCTION core.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON core.journal_entry FOR EACH STATEMENT EXECUTE FUNCTION core.refuse_change();

-- The answer to a form or API write already done, so that a second press does nothing more.
CREATE TABLE core.idempotency (
  -- Key of the form and digest of what it said: the same form with other words is another act.
  key text PRIMARY KEY CHECK (length(key) BETWEEN 20 AND 100),
  event text NOT NULL,
  answer jsonb NOT NULL,
  at timestamptz NOT NULL
);
CREATE INDEX idempotency_at ON core.idempotency (at);

-- Sliding-window counters of product/network.md §3.10; `who` is a network prefix hashed with a daily key, never an address.
CREATE TABLE core.rate_hit (
  what text NOT NULL,
  who text NOT NULL,
  at timestamptz NOT NULL
);
CREATE INDEX rate_hit_window ON core.rate_hit (what, who, at);
