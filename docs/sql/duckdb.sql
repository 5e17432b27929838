-- The current state of a lake, in DuckDB. First create the view interactions over its files:
--   ./tastelake job lake-files --data data --sql --output lake.sql
--   duckdb -init lake.sql          and then   .read docs/sql/duckdb.sql
-- README.md beside this file says what the columns are.

-- Per actor, what its FORGETs hide: of one FORGET's retries the first counts.
CREATE OR REPLACE TEMPORARY VIEW forgotten AS
SELECT
  database_id, actor_kind, actor_id,
  max(log_offset) AS below_offset,
  max(CASE WHEN interaction_id IS NULL THEN log_offset END) AS decisions_below_offset,
  max(CASE WHEN interaction_id IS NOT NULL THEN accepted_at END) AS decisions_until
FROM (
  SELECT
    database_id, actor_kind, actor_id, interaction_id, log_offset, accepted_at,
    row_number() OVER (PARTITION BY database_id, actor_kind, actor_id, interaction_id ORDER BY log_offset) AS attempt
  FROM interactions
  WHERE operation = 'FORGET'
) AS forgets
WHERE interaction_id IS NULL OR attempt = 1
GROUP BY database_id, actor_kind, actor_id;

-- RESOLVE, RATE and UNRATE that no FORGET hides.
CREATE OR REPLACE TEMPORARY VIEW standing_decisions AS
SELECT
  d.database_id, d.actor_kind, d.actor_id, d.operation, d.item_id, d.timestamp, d.rating, d.user_id, d.accepted_at,
  d.log_offset
FROM interactions AS d
LEFT JOIN forgotten AS f
  ON f.database_id = d.database_id AND f.actor_kind = d.actor_kind AND f.actor_id = d.actor_id
WHERE d.operation IN ('RESOLVE', 'RATE', 'UNRATE')
  AND (f.decisions_below_offset IS NULL OR d.log_offset >= f.decisions_below_offset)
  AND (f.decisions_until IS NULL OR d.accepted_at > f.decisions_until);

-- Whose a session is: of several RESOLVEs the one that was accepted last counts.
CREATE OR REPLACE TEMPORARY VIEW session_owners AS
SELECT database_id, actor_id AS session_id, user_id, accepted_at AS resolved_at
FROM (
  SELECT
    database_id, actor_id, user_id, accepted_at,
    row_number() OVER (PARTITION BY database_id, actor_id ORDER BY accepted_at DESC, log_offset DESC) AS place
  FROM standing_decisions
  WHERE operation = 'RESOLVE' AND actor_kind = 'SESSION'
) AS resolved
WHERE place = 1;

-- The ratings that users gave: of an item's RATEs and UNRATEs the one that was accepted last counts.
CREATE OR REPLACE TEMPORARY VIEW given_ratings AS
SELECT database_id, actor_id AS user_id, item_id, rating, timestamp
FROM (
  SELECT
    database_id, actor_id, operation, item_id, rating, timestamp,
    row_number() OVER (PARTITION BY database_id, actor_id, item_id ORDER BY accepted_at DESC, log_offset DESC) AS place
  FROM standing_decisions
  WHERE operation IN ('RATE', 'UNRATE') AND actor_kind = 'USER'
) AS decided
WHERE place = 1 AND operation = 'RATE';

-- Interactions as they stand: amended ones once, retracted and forgotten ones not at all.
CREATE OR REPLACE TEMPORARY VIEW current_interactions AS
WITH recorded AS (
  SELECT *
  FROM (
    SELECT
      database_id, actor_kind, actor_id, interaction_id, item_id, interaction_type, timestamp, properties, log_offset,
      row_number() OVER (PARTITION BY database_id, actor_kind, actor_id, interaction_id ORDER BY log_offset) AS attempt
    FROM interactions
    WHERE operation = 'RECORD'
  ) AS records
  WHERE attempt = 1
),
amended AS (
  SELECT
    r.database_id, r.actor_kind, r.actor_id, r.interaction_id,
    max_by(a.item_id, a.log_offset) FILTER (WHERE a.item_id IS NOT NULL) AS item_id,
    max_by(a.interaction_type, a.log_offset) FILTER (WHERE a.interaction_type IS NOT NULL) AS interaction_type,
    max_by(a.timestamp, a.log_offset) FILTER (WHERE a.timestamp IS NOT NULL) AS timestamp,
    max_by(a.properties, a.log_offset) FILTER (WHERE a.properties IS NOT NULL) AS properties
  FROM recorded AS r
  JOIN interactions AS a
    ON a.operation = 'AMEND'
    AND a.database_id = r.database_id AND a.actor_kind = r.actor_kind AND a.actor_id = r.actor_id
    AND a.interaction_id = r.interaction_id AND a.log_offset > r.log_offset
  GROUP BY r.database_id, r.actor_kind, r.actor_id, r.interaction_id
),
retracted AS (
  SELECT DISTINCT database_id, actor_kind, actor_id, interaction_id
  FROM interactions
  WHERE operation = 'RETRACT'
)
SELECT
  r.database_id, r.actor_kind, r.actor_id,
  CASE WHEN r.actor_kind = 'USER' THEN r.actor_id ELSE o.user_id END AS user_id,
  r.interaction_id,
  coalesce(a.item_id, r.item_id) AS item_id,
  coalesce(a.interaction_type, r.interaction_type) AS interaction_type,
  coalesce(a.timestamp, r.timestamp) AS timestamp,
  coalesce(a.properties, r.properties) AS properties
FROM recorded AS r
LEFT JOIN amended AS a
  ON a.database_id = r.database_id AND a.actor_kind = r.actor_kind AND a.actor_id = r.actor_id
  AND a.interaction_id = r.interaction_id
LEFT JOIN retracted AS x
  ON x.database_id = r.database_id AND x.actor_kind = r.actor_kind AND x.actor_id = r.actor_id
  AND x.interaction_id = r.interaction_id
LEFT JOIN forgotten AS f
  ON f.database_id = r.database_id AND f.actor_kind = r.actor_kind AND f.actor_id = r.actor_id
LEFT JOIN session_owners AS o
  ON r.actor_kind = 'SESSION' AND o.database_id = r.database_id AND o.session_id = r.actor_id
WHERE x.interaction_id IS NULL AND (f.below_offset IS NULL OR r.log_offset >= f.below_offset);
