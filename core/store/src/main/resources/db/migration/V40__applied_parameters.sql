-- When recompute-ratings last brought all users up to the parameters that stand; null until it has.
-- Ratings that were written before the parameters changed are outdated until then, and no drift.
ALTER TABLE implicit_to_explicit_parameters ADD COLUMN applied_at timestamptz;
