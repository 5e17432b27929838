-- How taste is written. Procedures, as each of their statements sees what was committed before it:
-- one that waited for the user's row must see what the one before it wrote.

-- When the user was forgotten last; null if never.
ALTER TABLE tastes ADD COLUMN forgotten_at timestamptz;

-- Makes these the inferred ratings of a user whose row the caller has locked. Touches what differs.
CREATE PROCEDURE show_ratings(
  of_database text, of_user text, items text[], ratings double precision[], times double precision[])
LANGUAGE plpgsql AS $$
BEGIN
  WITH held AS MATERIALIZED (
    SELECT item_id, rating, rated_at FROM inferred_ratings
    WHERE database_id = of_database AND user_id = of_user
  ), changed AS MATERIALIZED (
    SELECT item_id, shown.rating, shown.rated_at
    FROM held FULL JOIN unnest(items, ratings, times) AS shown(item_id, rating, rated_at) USING (item_id)
    WHERE (held.rating, held.rated_at) IS DISTINCT FROM (shown.rating, shown.rated_at)
  ), gone AS (
    DELETE FROM inferred_ratings
    WHERE database_id = of_database AND user_id = of_user
      AND item_id IN (SELECT item_id FROM changed WHERE rating IS NULL)
  )
  INSERT INTO inferred_ratings (database_id, user_id, item_id, rating, rated_at)
  SELECT of_database, of_user, item_id, rating, rated_at FROM changed WHERE rating IS NOT NULL
  ON CONFLICT (database_id, user_id, item_id) DO UPDATE
  SET rating = EXCLUDED.rating, rated_at = EXCLUDED.rated_at;
END
$$;

-- Replaces all that is shown of a user, unless what is there is of a newer state. Who was forgotten
-- later than the writer knows is shown with nothing; but a writer remembers FORGETs for a day.
CREATE PROCEDURE replace_taste(
  of_user text, of_generation bigint, of_revision bigint, of_database text, knows_forgotten timestamptz,
  items text[], ratings double precision[], times double precision[], models text[], vectors text[])
LANGUAGE plpgsql AS $$
DECLARE
  is_forgotten boolean;
BEGIN
  PERFORM FROM databases WHERE id = of_database FOR KEY SHARE;
  IF NOT FOUND THEN
    RETURN;
  END IF;
  INSERT INTO tastes AS held (user_id, generation, revision, database_id, updated_at)
  VALUES (of_user, of_generation, of_revision, of_database, clock_timestamp())
  ON CONFLICT (database_id, user_id) DO UPDATE
  SET generation = EXCLUDED.generation, revision = EXCLUDED.revision, updated_at = EXCLUDED.updated_at
  WHERE (held.generation, held.revision) <= (EXCLUDED.generation, EXCLUDED.revision)
  RETURNING coalesce(
    held.forgotten_at > knows_forgotten AND held.forgotten_at > clock_timestamp() - interval '24 hours', false)
  INTO is_forgotten;
  IF is_forgotten IS NULL THEN
    RETURN;
  END IF;
  IF is_forgotten THEN
    items := '{}';
    ratings := '{}';
    times := '{}';
    models := '{}';
    vectors := '{}';
  END IF;
  CALL show_ratings(of_database, of_user, items, ratings, times);
  DELETE FROM taste_vectors
  WHERE database_id = of_database AND user_id = of_user AND model_id <> ALL (models);
  INSERT INTO taste_vectors (database_id, user_id, model_id, generation, revision, vector)
  SELECT of_database, of_user, seen.model, of_generation, of_revision, seen.spelled::real[]
  FROM unnest(models, vectors) AS seen(model, spelled)
  ON CONFLICT (database_id, user_id, model_id) DO UPDATE
  SET generation = EXCLUDED.generation, revision = EXCLUDED.revision, vector = EXCLUDED.vector;
END
$$;

-- Replaces the inferred ratings of a user whose pair is still the given one, or who has no row. The
-- pair stays, so the vectors go. Who was forgotten since, or in the minute before, is left alone:
-- the stream may not know yet. Answers whether it did.
CREATE FUNCTION repair_taste(
  of_user text, of_generation bigint, of_revision bigint, of_database text, since timestamptz,
  items text[], ratings double precision[], times double precision[])
RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM databases WHERE id = of_database FOR KEY SHARE;
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  INSERT INTO tastes AS held (user_id, generation, revision, database_id, updated_at)
  VALUES (of_user, of_generation, of_revision, of_database, clock_timestamp())
  ON CONFLICT (database_id, user_id) DO UPDATE SET updated_at = EXCLUDED.updated_at
  WHERE (held.generation, held.revision) = (EXCLUDED.generation, EXCLUDED.revision)
    AND coalesce(held.forgotten_at < since - interval '1 minute', true);
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  CALL show_ratings(of_database, of_user, items, ratings, times);
  DELETE FROM taste_vectors WHERE database_id = of_database AND user_id = of_user;
  RETURN true;
END
$$;
