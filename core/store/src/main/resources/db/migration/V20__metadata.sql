-- What tenants note of their own things: JSON objects as they were given, which jsonb would not keep.
ALTER TABLE organizations ADD COLUMN metadata text NOT NULL DEFAULT '{}';
ALTER TABLE databases ADD COLUMN metadata text NOT NULL DEFAULT '{}';

CREATE TABLE account_profiles (
  account_id text PRIMARY KEY REFERENCES accounts ON DELETE CASCADE,
  first_name text NOT NULL,
  last_name  text NOT NULL,
  metadata   text NOT NULL
);
