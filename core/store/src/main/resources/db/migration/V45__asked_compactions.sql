-- What clients ask for is done once at a time in each database, whichever instances are asked.
DROP INDEX tasks_retraining;
CREATE UNIQUE INDEX tasks_asked_for ON tasks (database_id, name)
  WHERE name IN ('ml_model_retrain', 'compact') AND status IN ('REQUEST_SENT', 'RUNNING');
