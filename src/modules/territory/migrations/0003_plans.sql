-- Plans of where counsellors should be. Who asked for one is in the journal: nobody is named here.

CREATE TABLE territory.scenario (
  id text PRIMARY KEY,
  name text NOT NULL CHECK (name ~ '\S' AND length(name) <= 200),
  -- What was asked: model, number of places, constraints, weights of need.
  problem jsonb NOT NULL CHECK (problem ? 'model' AND problem ? 'p'),
  -- Of the data it was computed from: other data ask for another computation.
  inputs_sha256 text NOT NULL CHECK (inputs_sha256 ~ '^[0-9a-f]{64}$'),
  parent text REFERENCES territory.scenario ON DELETE SET NULL,
  state text NOT NULL CHECK (state IN ('draft', 'running', 'computed', 'shared', 'adopted', 'archived')),
  -- Value and seconds while it is computed; what happened when it could not be.
  progress jsonb,
  stop_asked boolean NOT NULL DEFAULT false,
  failure text CHECK (failure IN ('impossible', 'broken')),
  result jsonb,
  certificate text,
  certificate_sha256 text CHECK (certificate_sha256 ~ '^[0-9a-f]{64}$'),
  -- Summary of the trials: it outlives the draws.
  robustness jsonb,
  share_hash bytea UNIQUE CHECK (octet_length(share_hash) = 32),
  share_ends_at timestamptz,
  at timestamptz NOT NULL,
  opened_at timestamptz NOT NULL,
  computed_at timestamptz,
  adopted_at timestamptz,
  CHECK ((result IS NULL) = (computed_at IS NULL)),
  CHECK (result IS NOT NULL OR state IN ('draft', 'running')),
  CHECK ((certificate IS NULL) = (certificate_sha256 IS NULL)),
  CHECK ((share_hash IS NULL) = (share_ends_at IS NULL)),
  CHECK (state <> 'shared' OR share_hash IS NOT NULL),
  CHECK ((state = 'adopted') <= (adopted_at IS NOT NULL))
);
CREATE UNIQUE INDEX scenario_one_adopted ON territory.scenario (state) WHERE state = 'adopted';
CREATE INDEX scenario_parent ON territory.scenario (parent);

CREATE TABLE territory.scenario_robustness (
  scenario text NOT NULL REFERENCES territory.scenario ON DELETE CASCADE,
  draw_index integer NOT NULL CHECK (draw_index > 0),
  seed bigint NOT NULL,
  open text[] NOT NULL CHECK (cardinality(open) > 0),
  objective double precision NOT NULL CHECK (objective >= 0),
  bound double precision NOT NULL CHECK (bound <= objective),
  PRIMARY KEY (scenario, draw_index)
);
