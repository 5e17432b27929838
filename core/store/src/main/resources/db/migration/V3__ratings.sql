-- Ratings that users gave; the newest of a user and item replaces the one before.
CREATE TABLE ratings (
  database_id text             NOT NULL REFERENCES databases ON DELETE CASCADE,
  user_id     text COLLATE "C" NOT NULL,
  item_id     text COLLATE "C" NOT NULL,
  rating      double precision NOT NULL CHECK (rating BETWEEN 1 AND 10),
  rated_at    double precision NOT NULL, -- Unix seconds, as given
  PRIMARY KEY (database_id, user_id, item_id)
);

-- What lists show and counters count. Inferred ratings join here, below the given ones of their
-- user and item.
CREATE VIEW shown_ratings AS
SELECT database_id, user_id, item_id, rating, rated_at FROM ratings;
