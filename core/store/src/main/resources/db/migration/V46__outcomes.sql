-- Lists of recommendations that were shown, and what came of them.

-- What the API answered, of the last 30 days. It may add rows and do nothing else with them: outcomes
-- reads and deletes them, forget-users deletes those of forgotten actors.
CREATE TABLE shown_lists (
  database_id text             NOT NULL REFERENCES databases ON DELETE CASCADE,
  id          text COLLATE "C" NOT NULL, -- the recommendation_id of the answer; begins with its time
  shown_at    timestamptz      NOT NULL, -- by the instance's clock
  actor_kind  text,                      -- USER or SESSION; null, as actor_id, if nobody is known
  actor_id    text COLLATE "C",
  scenario    text             NOT NULL, -- of the request; empty if it named none
  items       text[]           NOT NULL, -- in their order
  PRIMARY KEY (database_id, id),
  CHECK ((actor_kind IS NULL) = (actor_id IS NULL))
);

CREATE INDEX shown_lists_of_actors ON shown_lists (database_id, actor_id, shown_at);
CREATE INDEX shown_lists_by_time ON shown_lists USING brin (shown_at);

-- Of the lists that were shown on a day (UTC) in a scenario, how many somebody did something of a type
-- with an item of; type '' stands for all types.
CREATE TABLE outcomes (
  database_id text    NOT NULL REFERENCES databases ON DELETE CASCADE,
  day         date    NOT NULL,
  scenario    text    NOT NULL,
  type        text    NOT NULL,
  shown       bigint  NOT NULL,
  named       bigint  NOT NULL, -- what was done named the list
  by_item     bigint  NOT NULL, -- it did not, but whoever was shown the list did it
  complete    boolean NOT NULL, -- whether nothing can be added: a day had passed since the last list
  PRIMARY KEY (database_id, day, scenario, type)
);
