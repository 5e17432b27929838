-- Which key outside the database a value is encrypted with; null: it is as it is.
ALTER TABLE signing_keys ADD COLUMN sealed_by text;
ALTER TABLE secrets ADD COLUMN sealed_by text;
