-- What the administrators of the territory set on screen; a null leaves what the settings of the machine say. One row,
-- public by nature: names, contacts of the service, colours, a picture.
CREATE TABLE core.territory_setting (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  version integer NOT NULL CHECK (version >= 1),
  name text CHECK (length(name) BETWEEN 1 AND 60),
  in_name text CHECK (length(in_name) BETWEEN 1 AND 80),
  slogan text CHECK (length(slogan) BETWEEN 1 AND 80),
  help_phone text CHECK (help_phone ~ '^\+[1-9]\d{7,14}$'),
  help_hours text CHECK (length(help_hours) BETWEEN 1 AND 200),
  publisher text CHECK (length(publisher) BETWEEN 1 AND 300),
  host text CHECK (length(host) BETWEEN 1 AND 300),
  contact text CHECK (length(contact) BETWEEN 1 AND 200),
  brand text CHECK (brand ~ '^#[0-9a-f]{6}$'),
  link text CHECK (link ~ '^#[0-9a-f]{6}$'),
  signal text CHECK (signal ~ '^#[0-9a-f]{6}$'),
  logo bytea CHECK (octet_length(logo) BETWEEN 32 AND 204800),
  logo_type text CHECK (logo_type IN ('png', 'webp')),
  logo_width integer CHECK (logo_width BETWEEN 16 AND 4000),
  logo_height integer CHECK (logo_height BETWEEN 16 AND 4000),
  changed_at timestamptz NOT NULL,
  CHECK (num_nulls(logo, logo_type, logo_width, logo_height) IN (0, 4))
);
