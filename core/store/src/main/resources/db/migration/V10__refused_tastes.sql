-- Users whose ratings and vectors update-taste could not write: it holds them apart and tries again.
-- Whose they are is a hash, since the id may be what cannot be written.
CREATE TABLE refused_tastes (
  database_id text        NOT NULL REFERENCES databases ON DELETE CASCADE,
  actor_hash  bigint      NOT NULL,
  reason      text        NOT NULL,
  attempts    integer     NOT NULL,
  first_at    timestamptz NOT NULL,
  last_at     timestamptz NOT NULL,
  PRIMARY KEY (database_id, actor_hash)
);
