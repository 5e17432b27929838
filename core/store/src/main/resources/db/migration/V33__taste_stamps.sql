-- Which write a user's inferred ratings and vectors are from: whoever made it needs to send only what differs,
-- as long as nobody else has written since. prior_stamp is the stamp before, for whoever has just replaced it.
ALTER TABLE tastes
  ADD COLUMN stamp       bigint,
  ADD COLUMN prior_stamp bigint;

-- A forget, a repair or a job of an earlier version changes a row without a stamp of its own.
CREATE FUNCTION unstamp_taste() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.stamp := NULL;
  RETURN NEW;
END
$$;

CREATE TRIGGER unstamp_taste BEFORE UPDATE ON tastes FOR EACH ROW
WHEN (NEW.stamp IS NOT NULL AND NEW.stamp IS NOT DISTINCT FROM OLD.stamp)
EXECUTE FUNCTION unstamp_taste();

-- Rows that are written again and again find room in their page, so that no index has to learn of it.
ALTER TABLE tastes SET (fillfactor = 70);
ALTER TABLE taste_vectors SET (fillfactor = 70);
ALTER TABLE inferred_ratings SET (fillfactor = 90);

-- replace_taste stays for jobs of the version before.
