-- Tenants, who may act for them, and their databases.
-- Ids of organizations, accounts and databases: 22 url-safe base64 characters.

CREATE TABLE organizations (
  id         text        PRIMARY KEY,
  name       text        NOT NULL,
  created_at timestamptz NOT NULL
);

CREATE TABLE accounts (
  id              text        PRIMARY KEY,
  organization_id text        NOT NULL REFERENCES organizations ON DELETE CASCADE,
  kind            text        NOT NULL CHECK (kind IN ('ROOT', 'INDIVIDUAL', 'SERVICE')),
  login           text        NOT NULL, -- a service account's name; an e-mail address otherwise
  password_hash   text        NOT NULL, -- Argon2id, with its parameters and salt
  role            text        NOT NULL CHECK (role IN ('ROOT', 'MANAGER', 'BACKEND', 'FRONTEND')),
  created_at      timestamptz NOT NULL,
  UNIQUE (organization_id, kind, login)
);

CREATE INDEX accounts_by_login ON accounts (kind, login);

-- People log in without naming their organization.
CREATE UNIQUE INDEX accounts_of_people ON accounts (login) WHERE kind IN ('ROOT', 'INDIVIDUAL');

CREATE TABLE databases (
  id              text        PRIMARY KEY,
  organization_id text        NOT NULL REFERENCES organizations ON DELETE CASCADE,
  name            text        NOT NULL,
  description     text        NOT NULL,
  user_id_type    text        NOT NULL,
  item_id_type    text        NOT NULL,
  session_id_type text        NOT NULL,
  created_at      timestamptz NOT NULL,
  UNIQUE (organization_id, name)
);

CREATE TABLE refresh_tokens (
  token_hash       bytea       PRIMARY KEY, -- SHA-256: tokens are 256 random bits, guessing is hopeless
  account_id       text        NOT NULL REFERENCES accounts ON DELETE CASCADE,
  database_id      text        REFERENCES databases ON DELETE CASCADE,
  frontend_user    text,
  frontend_session text,
  expires_at       timestamptz NOT NULL
);

CREATE INDEX refresh_tokens_by_expiry ON refresh_tokens (expires_at);

CREATE TABLE implicit_to_explicit_parameters (
  database_id text        PRIMARY KEY REFERENCES databases ON DELETE CASCADE,
  parameters  jsonb       NOT NULL,
  updated_at  timestamptz NOT NULL
);

-- Keys that all API instances share, made once.
CREATE TABLE secrets (
  name  text  PRIMARY KEY,
  value bytea NOT NULL
);
