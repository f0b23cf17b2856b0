-- 0002_event.sql
-- Why: the log itself. `body` is the event, one byte string for ever (DESIGN §1, invariant 1); the columns beside it repeat what
-- queries need. The two unique indexes are not only look-ups, they are the check of the fast append.
-- Online-safe: creates only.
CREATE TABLE event_store.event (
  position bigint PRIMARY KEY CHECK (position > 0),
  stream text NOT NULL CHECK (length(stream) BETWEEN 3 AND 200),
  version integer NOT NULL CHECK (version > 0),
  type text NOT NULL CHECK (length(type) BETWEEN 1 AND 200),
  command_id uuid NOT NULL,
  -- Which of its command's events, from 0.
  n smallint NOT NULL CHECK (n BETWEEN 0 AND 99),
  command_digest bytea NOT NULL CHECK (length(command_digest) = 32),
  case_key text CHECK (length(case_key) <= 200),
  cause_source text,
  cause_position bigint,
  occurred_at timestamptz NOT NULL,
  recorded_at timestamptz NOT NULL,
  body bytea NOT NULL CHECK (length(body) <= 16384),
  CHECK ((cause_source IS NULL) = (cause_position IS NULL))
);
CREATE UNIQUE INDEX event_stream_version ON event_store.event (stream, version);
-- Command ids are UUIDs of version 7 or 5; time-ordered ones keep this index's hot pages few.
CREATE UNIQUE INDEX event_command ON event_store.event (command_id, n);
CREATE INDEX event_case_key ON event_store.event (case_key) WHERE case_key IS NOT NULL;
