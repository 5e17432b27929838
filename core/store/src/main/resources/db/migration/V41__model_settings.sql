-- How a database wants its models trained; null leaves it to the job.
CREATE TABLE model_settings (
  database_id text             PRIMARY KEY REFERENCES databases ON DELETE CASCADE,
  rank        integer,
  iterations  integer,
  alpha       double precision,
  lambda      double precision,
  updated_at  timestamptz      NOT NULL
);
