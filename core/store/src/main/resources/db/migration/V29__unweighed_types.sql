-- Interaction types that were written and had no strength in their database's parameters then.
CREATE TABLE unweighed_types (
  database_id text        NOT NULL REFERENCES databases ON DELETE CASCADE,
  type        text        NOT NULL,
  seen_at     timestamptz NOT NULL,
  PRIMARY KEY (database_id, type)
);

-- When an account was told of such types last.
CREATE TABLE type_warnings (
  account_id text        PRIMARY KEY REFERENCES accounts ON DELETE CASCADE,
  warned_at  timestamptz NOT NULL
);
