-- What a model takes for neutral: ratings above it are likes.
ALTER TABLE models
  ADD COLUMN centre double precision NOT NULL DEFAULT 5.5 CHECK (centre BETWEEN 0.5 AND 5.5);
