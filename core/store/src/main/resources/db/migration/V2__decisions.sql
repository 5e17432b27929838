-- Decisions: what is decided here first and reaches the log through the outbox.

-- Events that are committed but not yet in the log; published in the order of their ids.
CREATE TABLE outbox (
  id    bigserial PRIMARY KEY,
  event bytea     NOT NULL -- as the log holds it
);

CREATE TABLE resolved_sessions (
  database_id text             NOT NULL REFERENCES databases ON DELETE CASCADE,
  session_id  text COLLATE "C" NOT NULL, -- lists are in its order
  user_id     text             NOT NULL,
  resolved_at double precision NOT NULL, -- Unix seconds, as given
  PRIMARY KEY (database_id, session_id)
);

CREATE INDEX resolved_sessions_by_user ON resolved_sessions (database_id, user_id, session_id);

-- FORGETs of the last day: listings of older versions of the lake hide these actors.
CREATE TABLE forgets (
  database_id   text        NOT NULL,
  kind          text        NOT NULL CHECK (kind IN ('USER', 'SESSION')),
  actor_id      text        NOT NULL,
  forget_id     uuid        NOT NULL,
  forgotten_at  timestamptz NOT NULL,
  log_partition integer, -- null until it is in the log
  log_offset    bigint,
  PRIMARY KEY (forget_id, kind, actor_id)
);

CREATE INDEX forgets_by_database ON forgets (database_id, kind);
CREATE INDEX forgets_by_time ON forgets (forgotten_at);

-- What runs in the background.
CREATE TABLE tasks (
  id          text             PRIMARY KEY,
  database_id text             NOT NULL REFERENCES databases ON DELETE CASCADE,
  name        text             NOT NULL,
  status      text             NOT NULL CHECK (status IN
    ('REQUEST_SENT', 'RUNNING', 'FAILED', 'CANCELLED', 'COMPLETED')),
  progress    text             NOT NULL, -- a sentence
  started_at  timestamptz      NOT NULL
);

CREATE INDEX tasks_by_start ON tasks (database_id, name, started_at, id);
