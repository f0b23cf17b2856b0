-- 0001_head.sql
-- Why: one row holds the end of the log. Whoever appends locks it for one statement, so that positions are dense and their order is
-- the order of commits (DESIGN §4). A sequence would leave holes, and readers would have to wait for them.
-- Online-safe: creates only.
CREATE SCHEMA event_store;

CREATE TABLE event_store.head (
  id smallint PRIMARY KEY DEFAULT 1 CHECK (id = 1),
  position bigint NOT NULL CHECK (position >= 0),
  -- The stamp of the last append; the next one is never earlier, whatever the machine's clock does.
  recorded_at timestamptz NOT NULL
) WITH (
  -- Every append updates this row: room for heap-only updates, and a vacuum long before the page fills with dead versions.
  fillfactor = 10, autovacuum_vacuum_threshold = 1000, autovacuum_vacuum_scale_factor = 0
);
INSERT INTO event_store.head (position, recorded_at) VALUES (0, '-infinity');
