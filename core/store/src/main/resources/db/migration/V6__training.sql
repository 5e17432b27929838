-- What a model was trained from and how, so that nothing is trained twice. trained_from names the
-- content of the database's rows in the lake's table ratings; empty if that is not known.
ALTER TABLE models
  ADD COLUMN iterations   integer NOT NULL DEFAULT 10,
  ADD COLUMN seed         bigint  NOT NULL DEFAULT 0,
  ADD COLUMN trained_from text    NOT NULL DEFAULT '';
