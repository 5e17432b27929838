-- Taste: what follows from interactions. update-taste keeps it; recompute-ratings puts it right.

-- What a job takes when it starts without state: what it writes then outranks all that was written before.
CREATE SEQUENCE taste_generations;

-- One row per user: which state of the user the ratings and vectors below show. Generation 0 is
-- the batch's. The row of a forgotten user stays as a tombstone until forget-users removes it.
CREATE TABLE tastes (
  database_id text             NOT NULL REFERENCES databases ON DELETE CASCADE,
  user_id     text COLLATE "C" NOT NULL,
  generation  bigint           NOT NULL,
  revision    bigint           NOT NULL,
  updated_at  timestamptz      NOT NULL,
  PRIMARY KEY (database_id, user_id)
);

CREATE TABLE inferred_ratings (
  database_id text             NOT NULL,
  user_id     text COLLATE "C" NOT NULL,
  item_id     text COLLATE "C" NOT NULL,
  rating      double precision NOT NULL CHECK (rating BETWEEN 1 AND 10),
  rated_at    double precision NOT NULL, -- of the newest interaction, Unix seconds
  PRIMARY KEY (database_id, user_id, item_id),
  FOREIGN KEY (database_id, user_id) REFERENCES tastes ON DELETE CASCADE
);

-- Trained models; their item factors lie in the lake's table item_factors, partition model_id.
-- A model is staged while its users' vectors are written, and current once current_models names it.
CREATE TABLE models (
  database_id text             NOT NULL REFERENCES databases ON DELETE CASCADE,
  model_id    text             NOT NULL,
  rank        integer          NOT NULL CHECK (rank > 0),
  alpha       double precision NOT NULL,
  lambda      double precision NOT NULL,
  trained_at  timestamptz      NOT NULL,
  PRIMARY KEY (database_id, model_id)
);

-- The one pointer that a publication flips.
CREATE TABLE current_models (
  database_id  text        PRIMARY KEY REFERENCES databases ON DELETE CASCADE,
  model_id     text        NOT NULL,
  published_at timestamptz NOT NULL,
  FOREIGN KEY (database_id, model_id) REFERENCES models
);

-- A vector whose generation and revision are not the user's is out of date: its reader folds in anew.
CREATE TABLE taste_vectors (
  database_id text             NOT NULL,
  user_id     text COLLATE "C" NOT NULL,
  model_id    text             NOT NULL,
  generation  bigint           NOT NULL,
  revision    bigint           NOT NULL,
  vector      real[]           NOT NULL,
  PRIMARY KEY (database_id, user_id, model_id),
  FOREIGN KEY (database_id, user_id) REFERENCES tastes ON DELETE CASCADE
);

CREATE INDEX taste_vectors_by_model ON taste_vectors (database_id, model_id);

-- A rating that a user gave outranks the inferred one of its item.
CREATE OR REPLACE VIEW shown_ratings AS
SELECT database_id, user_id, item_id, rating, rated_at FROM ratings
UNION ALL
SELECT database_id, user_id, item_id, rating, rated_at FROM inferred_ratings
WHERE NOT EXISTS (
  SELECT FROM ratings
  WHERE ratings.database_id = inferred_ratings.database_id
    AND ratings.user_id = inferred_ratings.user_id
    AND ratings.item_id = inferred_ratings.item_id);
