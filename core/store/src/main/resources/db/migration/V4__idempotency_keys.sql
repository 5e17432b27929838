-- Writes that carried an Idempotency-Key, kept for a day. Paths name users: only their digest is kept.

CREATE TABLE idempotency_keys (
  digest        bytea  PRIMARY KEY, -- SHA-256 of organization, database, account, frontend subject, method, path and key
  begun_at      bigint NOT NULL,    -- Unix microseconds of the first try: the time and part of the ids of what it stores
  accepted_body bytea,              -- SHA-256 of the body it was carried out with, set before anything is stored
  answer        bytea               -- what it was answered, once all is stored
);

CREATE INDEX idempotency_keys_by_age ON idempotency_keys (begun_at);
