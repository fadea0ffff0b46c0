-- Communes, intercommunalités and the département, through time; the facts that hang on them.
-- Periods that may not overlap.
CREATE EXTENSION IF NOT EXISTS btree_gist;
CREATE SCHEMA IF NOT EXISTS territory;

-- Every commune code ever loaded, never deleted: what other tables may point at.
CREATE TABLE territory.commune (
  insee text PRIMARY KEY CHECK (insee ~ '^([013-9]\d|2[AB1-9])\d{3}$')
);

CREATE TABLE territory.area (
  code text NOT NULL CHECK (code ~ '^[0-9A-Z]{2,9}$'),
  level text NOT NULL CHECK (level IN ('commune', 'epci', 'iris', 'departement', 'region')),
  name text NOT NULL CHECK (name ~ '\S'),
  -- False when the name is told from memory: the code serves, the name is neither shown nor searched.
  name_confirmed boolean NOT NULL DEFAULT true,
  name_sort text NOT NULL,
  -- Search forms, written by the one folding of the module.
  name_folded text NOT NULL CHECK (name_folded <> ''),
  name_joined text NOT NULL CHECK (name_joined !~ '\s'),
  -- Intercommunalité of a commune; null for the other levels and for a commune that has none.
  parent_code text,
  -- First day known under this code: that of the vintage loaded, or 1943-01-01 (first official list) for a former
  -- commune whose history is not loaded.
  valid_from date NOT NULL,
  valid_to date,
  lat double precision CHECK (lat BETWEEN -90 AND 90),
  lon double precision CHECK (lon BETWEEN -180 AND 180),
  siren text CHECK (siren ~ '^\d{9}$'),
  population integer CHECK (population >= 0),
  commune_insee text GENERATED ALWAYS AS (CASE WHEN level = 'commune' THEN code END) STORED
    REFERENCES territory.commune,
  PRIMARY KEY (code, level, valid_from),
  CHECK ((lat IS NULL) = (lon IS NULL)),
  CHECK (valid_to > valid_from),
  CHECK (parent_code IS NULL OR level IN ('commune', 'iris')),
  CHECK (level <> 'epci' OR siren = code),
  EXCLUDE USING gist (code WITH =, level WITH =, daterange(valid_from, valid_to) WITH &&)
);
CREATE INDEX area_parent ON territory.area (parent_code) WHERE valid_to IS NULL;
-- One installation serves one territory.
CREATE UNIQUE INDEX area_one_departement ON territory.area (level) WHERE level = 'departement' AND valid_to IS NULL;

-- Which code became which. `effective` is the first day of the vintage that shows the change when the day itself is not known.
CREATE TABLE territory.area_change (
  old_code text NOT NULL REFERENCES territory.commune,
  new_code text NOT NULL REFERENCES territory.commune,
  kind text NOT NULL CHECK (kind IN ('commune_deleguee', 'commune_associee', 'ancien_code', 'fusion', 'scission')),
  effective date NOT NULL,
  effective_exact boolean NOT NULL DEFAULT false,
  share numeric NOT NULL DEFAULT 1 CHECK (share > 0 AND share <= 1),
  PRIMARY KEY (old_code, new_code, effective),
  CHECK (old_code <> new_code)
);
CREATE INDEX area_change_new ON territory.area_change (new_code);

CREATE FUNCTION territory.check_area_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  wrong text;
BEGIN
  SELECT old_code INTO wrong FROM territory.area_change GROUP BY old_code, effective HAVING sum(share) <> 1 LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'les parts de l''ancien code % ne font pas 1', wrong USING ERRCODE = 'check_violation';
  END IF;
  WITH RECURSIVE path (start, code) AS (
    SELECT old_code, new_code FROM territory.area_change
    UNION
    SELECT path.start, change.new_code FROM path JOIN territory.area_change change ON change.old_code = path.code
  )
  SELECT start INTO wrong FROM path WHERE start = code LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'le code % mène à lui-même', wrong USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER area_change_whole AFTER INSERT OR UPDATE OR DELETE ON territory.area_change
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION territory.check_area_change();

-- A postal code is not a commune: 40300 has fifteen.
CREATE TABLE territory.postal_code (
  postal_code text NOT NULL CHECK (postal_code ~ '^\d{5}$'),
  commune_code text NOT NULL REFERENCES territory.commune,
  PRIMARY KEY (postal_code, commune_code)
);
CREATE INDEX postal_code_commune ON territory.postal_code (commune_code);

-- Limits as published: TopoJSON or GeoJSON, whole, because neighbours share their borders.
CREATE TABLE territory.shape_set (
  level text NOT NULL CHECK (level IN ('commune', 'epci')),
  vintage text NOT NULL CHECK (vintage ~ '\S'),
  document jsonb NOT NULL CHECK (document ->> 'type' IN ('Topology', 'FeatureCollection')),
  sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  published boolean NOT NULL,
  PRIMARY KEY (level, vintage)
);
CREATE UNIQUE INDEX shape_set_one_published ON territory.shape_set (level) WHERE published;

-- What the limits of one area say: how far they go from its point.
CREATE TABLE territory.area_shape (
  code text NOT NULL,
  level text NOT NULL,
  vintage text NOT NULL,
  radius_km double precision CHECK (radius_km > 0),
  PRIMARY KEY (code, level, vintage),
  FOREIGN KEY (level, vintage) REFERENCES territory.shape_set ON DELETE CASCADE
);

-- Organisations that host digital counsellors: facts about posts, no person, never places of the directory.
CREATE TABLE territory.host_structure (
  siret text PRIMARY KEY CHECK (siret ~ '^\d{14}$'),
  name text NOT NULL CHECK (name ~ '\S'),
  postal_code text NOT NULL CHECK (postal_code ~ '^\d{5}$'),
  commune_insee text NOT NULL REFERENCES territory.commune,
  posts_attributed integer NOT NULL CHECK (posts_attributed >= 0),
  posts_recruited integer NOT NULL CHECK (posts_recruited BETWEEN 0 AND posts_attributed),
  vintage text NOT NULL
);

-- What is loaded now, where it comes from: printed on maps and tables.
CREATE TABLE territory.data_set (
  name text PRIMARY KEY CHECK (name IN ('communes', 'contours', 'host_structures')),
  vintage text NOT NULL,
  source text NOT NULL,
  licence text NOT NULL,
  sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  loaded_at timestamptz NOT NULL
);
