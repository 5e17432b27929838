-- Completed deletions of which files that were replaced may hold something until VACUUM deletes them.
CREATE TABLE purges (
  task_id     text        PRIMARY KEY REFERENCES tasks ON DELETE CASCADE,
  replaced_at timestamptz NOT NULL -- what is replaced and not older than this holds nothing
);
