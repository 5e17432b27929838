-- Tokens name the generation of their account; a new password, a new role or a revocation begins another one.

ALTER TABLE accounts ADD COLUMN token_generation integer NOT NULL DEFAULT 0;
ALTER TABLE refresh_tokens ADD COLUMN token_generation integer NOT NULL DEFAULT 0;
CREATE INDEX refresh_tokens_by_account ON refresh_tokens (account_id);
