-- A database is trained once at a time, whichever instances are asked.
CREATE UNIQUE INDEX tasks_retraining ON tasks (database_id)
  WHERE name = 'ml_model_retrain' AND status IN ('REQUEST_SENT', 'RUNNING');
