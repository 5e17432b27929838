-- What the newest search for a database's settings tried, for people to look at: one row for each kind of settings.
CREATE TABLE tunings (
  database_id text             NOT NULL REFERENCES databases ON DELETE CASCADE,
  search      text             NOT NULL CHECK (search IN ('MODEL_SETTINGS', 'IMPLICIT_TO_EXPLICIT')),
  tuned_at    timestamptz      NOT NULL,
  outcome     text             NOT NULL CHECK (outcome IN ('SET', 'KEPT', 'OVERTAKEN')),
  best_trial  integer          NOT NULL,
  judges      integer          NOT NULL, -- how many users judged the best
  gain        double precision NOT NULL, -- of NDCG@100 over the present settings, for them
  margin      double precision NOT NULL, -- half of its 95 % interval
  trials      jsonb            NOT NULL, -- an array, as TuningTrial writes it
  PRIMARY KEY (database_id, search)
);
