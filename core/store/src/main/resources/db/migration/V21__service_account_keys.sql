-- Further passwords of service accounts, made here: several of one account can be replaced one by one.
CREATE TABLE service_account_keys (
  id         text        PRIMARY KEY,
  account_id text        NOT NULL REFERENCES accounts ON DELETE CASCADE,
  key_hash   bytea       NOT NULL UNIQUE, -- SHA-256: keys are 256 random bits, guessing is hopeless
  metadata   text        NOT NULL,
  created_at timestamptz NOT NULL,
  expires_at timestamptz
);

CREATE INDEX service_account_keys_by_account ON service_account_keys (account_id, created_at, id);
