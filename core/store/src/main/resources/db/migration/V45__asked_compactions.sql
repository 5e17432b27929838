-- All databases share the files that a compaction joins: one at a time is enough for all.
CREATE UNIQUE INDEX tasks_compaction ON tasks (name)
  WHERE name = 'compact' AND status IN ('REQUEST_SENT', 'RUNNING');
