-- How runs of batch jobs went, for metrics and the console. A job writes its row when it ends.
CREATE TABLE job_runs (
  id          bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  job         text        NOT NULL,
  database_id text        NOT NULL, -- empty for all; no reference, so that a run outlives its database
  began_at    timestamptz NOT NULL,
  ended_at    timestamptz NOT NULL,
  result      text        NOT NULL CHECK (result IN ('DONE', 'FAILED')),
  rows        bigint,               -- that were written or checked
  drift       bigint,               -- users whose ratings differed from the whole history's
  summary     text        NOT NULL  -- JSON if the job is done, and a sentence if it failed
);

CREATE INDEX job_runs_newest ON job_runs (job, database_id, ended_at DESC);
