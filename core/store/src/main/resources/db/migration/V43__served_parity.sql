-- What was served, and whether it was what follows from the interactions of then.

-- A sample of what the API answered. It may add rows and do nothing else with them: served-parity judges
-- each and deletes it after some days, forget-users deletes those of forgotten users.
CREATE TABLE served_samples (
  id          bigint           GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  database_id text             NOT NULL REFERENCES databases ON DELETE CASCADE,
  user_id     text COLLATE "C" NOT NULL,
  served_at   timestamptz      NOT NULL, -- by the instance's clock
  model_id    text,                      -- of a taste vector; null for ratings
  whole       boolean          NOT NULL, -- whether the user was said to have nothing else
  served      text             NOT NULL, -- JSON: an object of ratings by item, or an array of numbers
  verdict     text                       -- null until it is judged
);

CREATE INDEX served_samples_to_judge ON served_samples (id) WHERE verdict IS NULL;
CREATE INDEX served_samples_of_users ON served_samples (database_id, user_id);

-- How many ratings and vectors that were served on a day (UTC) got which verdict.
CREATE TABLE served_parity (
  database_id text   NOT NULL REFERENCES databases ON DELETE CASCADE,
  day         date   NOT NULL,
  kind        text   NOT NULL CHECK (kind IN ('RATING', 'VECTOR')),
  verdict     text   NOT NULL,
  amount      bigint NOT NULL,
  PRIMARY KEY (database_id, day, kind, verdict)
);
