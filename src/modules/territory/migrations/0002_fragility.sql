-- What is known of each commune, how the index is made of it, and what came out.

CREATE TABLE territory.indicator (
  id text PRIMARY KEY CHECK (id ~ '^[a-z][a-z0-9_]+$'),
  label_fr text NOT NULL CHECK (label_fr ~ '\S'),
  short_fr text NOT NULL CHECK (short_fr ~ '\S'),
  unit text NOT NULL CHECK (unit IN ('pct', 'share', 'count', 'min', 'per_10k', 'index_1_10')),
  direction text NOT NULL CHECK (direction IN ('higher_is_more_fragile', 'lower_is_more_fragile', 'context')),
  level text NOT NULL CHECK (level IN ('commune', 'iris')),
  source text NOT NULL CHECK (source ~ '\S'),
  licence text NOT NULL CHECK (licence ~ '\S'),
  definition_fr text NOT NULL CHECK (definition_fr ~ '\S'),
  public boolean NOT NULL
);

-- A row never changes meaning: a new meaning is a new identifier. Its words may be corrected.
CREATE FUNCTION territory.keep_meaning() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.id, NEW.unit, NEW.direction, NEW.level) IS DISTINCT FROM (OLD.id, OLD.unit, OLD.direction, OLD.level) THEN
    RAISE EXCEPTION 'l''indicateur % ne change pas de sens', OLD.id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER keep_meaning BEFORE UPDATE ON territory.indicator FOR EACH ROW EXECUTE FUNCTION territory.keep_meaning();

-- A file read. Its rows wait here until it is published; then they are the observations of that year.
CREATE TABLE territory.import (
  id text PRIMARY KEY,
  indicator text NOT NULL REFERENCES territory.indicator,
  vintage text NOT NULL CHECK (vintage ~ '^\d{4}(-\d{2})?$'),
  file_name text NOT NULL CHECK (file_name ~ '\S'),
  sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  rows_read integer NOT NULL CHECK (rows_read >= 0),
  rows_kept integer NOT NULL CHECK (rows_kept BETWEEN 0 AND rows_read),
  rows_refused integer NOT NULL CHECK (rows_refused BETWEEN 0 AND rows_read),
  -- Old codes brought to present ones, refused rows with line, value and reason, absent communes.
  report jsonb NOT NULL,
  -- What was kept, by present commune; null once published: it is in `observation`.
  kept jsonb,
  -- Account of who loaded it, until that account ends; null for the command line.
  "by" text,
  at timestamptz NOT NULL,
  published_at timestamptz,
  CHECK ((kept IS NULL) = (published_at IS NOT NULL)),
  UNIQUE (indicator, vintage, sha256)
);

CREATE TABLE territory.observation (
  indicator text NOT NULL REFERENCES territory.indicator,
  area_code text NOT NULL REFERENCES territory.commune,
  level text NOT NULL DEFAULT 'commune' CHECK (level = 'commune'),
  vintage text NOT NULL CHECK (vintage ~ '^\d{4}(-\d{2})?$'),
  value double precision,
  status text NOT NULL CHECK (status IN ('observed', 'suppressed', 'merged', 'imputed')),
  numerator double precision CHECK (numerator >= 0),
  denominator double precision CHECK (denominator >= 0),
  lo double precision,
  hi double precision,
  import_id text NOT NULL REFERENCES territory.import,
  PRIMARY KEY (indicator, area_code, level, vintage),
  CHECK ((status IN ('observed', 'merged')) = (value IS NOT NULL AND lo IS NULL)),
  CHECK (status <> 'imputed' OR (value IS NOT NULL AND lo IS NOT NULL AND hi IS NOT NULL AND lo <= value AND value <= hi)),
  CHECK (status <> 'suppressed' OR (value IS NULL AND lo IS NULL AND hi IS NULL)),
  CHECK (indicator NOT LIKE '%\_pct' OR value BETWEEN 0 AND 100)
);
CREATE INDEX observation_area ON territory.observation (area_code);

CREATE TABLE territory.index_definition (
  id text NOT NULL CHECK (id ~ '^[a-z][a-z0-9-]+$'),
  version integer NOT NULL CHECK (version > 0),
  body jsonb NOT NULL CHECK (body ->> 'id' = id AND (body ->> 'version')::integer = version),
  sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  published_at timestamptz,
  PRIMARY KEY (id, version)
);
CREATE FUNCTION territory.keep_published() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.published_at IS NOT NULL THEN
    RAISE EXCEPTION 'la définition % version % est publiée : elle ne change plus', OLD.id, OLD.version
      USING ERRCODE = 'check_violation';
  END IF;
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER keep_published BEFORE UPDATE OR DELETE ON territory.index_definition
  FOR EACH ROW EXECUTE FUNCTION territory.keep_published();

-- The same question has one answer.
CREATE TABLE territory.index_run (
  id text PRIMARY KEY,
  definition text NOT NULL,
  version integer NOT NULL,
  inputs_sha256 text NOT NULL CHECK (inputs_sha256 ~ '^[0-9a-f]{64}$'),
  seed bigint NOT NULL,
  draws integer NOT NULL CHECK (draws > 0),
  engine_version text NOT NULL,
  -- Of the territory, by inhabitants, 0 to 100.
  mean double precision NOT NULL CHECK (mean BETWEEN 0 AND 100),
  -- What was missing and how it was drawn, widths of the intervals, years of the inputs: printed on the method page.
  summary jsonb NOT NULL,
  at timestamptz NOT NULL,
  published_at timestamptz,
  FOREIGN KEY (definition, version) REFERENCES territory.index_definition,
  UNIQUE (definition, version, inputs_sha256)
);
-- One run of a definition is shown; the next is made beside it, then they change places at once.
CREATE UNIQUE INDEX index_run_one_published ON territory.index_run (definition) WHERE published_at IS NOT NULL;

CREATE TABLE territory.score (
  run text NOT NULL REFERENCES territory.index_run ON DELETE CASCADE,
  level text NOT NULL CHECK (level IN ('commune', 'epci')),
  area_code text NOT NULL,
  value double precision NOT NULL CHECK (value BETWEEN 0 AND 100),
  lo90 double precision NOT NULL,
  hi90 double precision NOT NULL,
  rank integer NOT NULL CHECK (rank > 0),
  rank_lo90 integer NOT NULL CHECK (rank_lo90 > 0),
  rank_hi90 integer NOT NULL,
  p_top double precision NOT NULL CHECK (p_top BETWEEN 0 AND 1),
  -- By indicator: position 0 to 100, and what it adds to the mean of the territory.
  z jsonb NOT NULL,
  contributions jsonb NOT NULL,
  -- Indicators that are not published here: mean and interval of what they may be.
  imputed jsonb NOT NULL,
  imputed_share double precision NOT NULL CHECK (imputed_share BETWEEN 0 AND 1),
  PRIMARY KEY (run, level, area_code),
  CHECK (lo90 <= value AND value <= hi90),
  CHECK (rank_lo90 <= rank AND rank <= rank_hi90)
);

CREATE FUNCTION territory.check_contributions() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF abs((SELECT sum(part::double precision) FROM jsonb_each_text(NEW.contributions) AS each (id, part))
      - (NEW.value - (SELECT mean FROM territory.index_run WHERE id = NEW.run))) > 1e-9 THEN
    RAISE EXCEPTION 'les contributions de % ne font pas son écart à la moyenne', NEW.area_code
      USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER check_contributions BEFORE INSERT OR UPDATE ON territory.score
  FOR EACH ROW EXECUTE FUNCTION territory.check_contributions();
