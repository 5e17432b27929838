-- Lists of one actor ask whether it was forgotten since they began.
CREATE INDEX forgets_by_actor ON forgets (database_id, kind, actor_id);
DROP INDEX forgets_by_database;
