-- Keys that access tokens are signed with, which all API instances share; tokens name theirs.

CREATE TABLE signing_keys (
  kid        text        PRIMARY KEY,
  value      bytea       NOT NULL,
  created_at timestamptz NOT NULL,
  retires_at timestamptz -- from then on its tokens are refused; null while nothing follows it
);

-- Tokens of before name no key: it was this one.
INSERT INTO signing_keys (kid, value, created_at)
SELECT 'first', value, 'epoch' FROM secrets WHERE name = 'access-tokens';
