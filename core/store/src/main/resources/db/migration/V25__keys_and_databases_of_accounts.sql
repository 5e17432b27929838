-- Refresh tokens end with the key that they were issued for.
ALTER TABLE refresh_tokens ADD COLUMN service_key text REFERENCES service_account_keys ON DELETE CASCADE;
CREATE INDEX refresh_tokens_by_service_key ON refresh_tokens (service_key) WHERE service_key IS NOT NULL;

-- The only databases that an account may open; null: all of its organization. Ids are never used again, so one that was deleted may stay.
ALTER TABLE accounts ADD COLUMN database_ids text[];
