-- What shops tell of their items and users.

-- Numbers the values of properties: one that is deleted and created again has no old values.
CREATE SEQUENCE catalogue_slots;

CREATE TABLE catalogue_properties (
  database_id text             NOT NULL REFERENCES databases ON DELETE CASCADE,
  kind        text             NOT NULL CHECK (kind IN ('ITEM', 'USER')),
  name        text COLLATE "C" NOT NULL,
  slot        bigint           NOT NULL DEFAULT nextval('catalogue_slots'),
  value_type  text             NOT NULL,
  repeated    boolean          NOT NULL,
  PRIMARY KEY (database_id, kind, name)
);

-- The number of the last write to the entries of a kind. A write locks its row, so numbers become
-- visible in their order: who has seen all below one misses nothing.
CREATE TABLE catalogue_versions (
  database_id text   NOT NULL REFERENCES databases ON DELETE CASCADE,
  kind        text   NOT NULL,
  version     bigint NOT NULL,
  PRIMARY KEY (database_id, kind)
);

CREATE TABLE catalogue_entries (
  database_id text             NOT NULL REFERENCES databases ON DELETE CASCADE,
  kind        text             NOT NULL,
  entry_id    text COLLATE "C" NOT NULL,
  properties  text, -- a JSON object of values by slot; null once it is deleted, for who follows changes
  version     bigint           NOT NULL, -- of the last write
  changed_at  timestamptz      NOT NULL DEFAULT now(),
  PRIMARY KEY (database_id, kind, entry_id)
);

CREATE INDEX catalogue_entries_by_version ON catalogue_entries (database_id, kind, version);
CREATE INDEX catalogue_entries_deleted ON catalogue_entries (database_id, kind, changed_at)
WHERE properties IS NULL;
