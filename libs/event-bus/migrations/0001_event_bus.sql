-- 0001_event_bus.sql
-- Why: a consumer's checkpoint must commit with its table effects, so it lives in the consumer's own database (DESIGN §5).
-- Online-safe: creates new tables only.
CREATE SCHEMA event_bus;

-- The low-water mark: every event of the source at or below `position` has been settled (applied, passed over or parked).
CREATE TABLE event_bus.checkpoint (
  consumer text NOT NULL,
  source text NOT NULL,
  position bigint NOT NULL CHECK (position >= 0),
  updated_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (consumer, source)
);

-- Events settled above the low-water mark: a transport with partitions delivers them out of the log's order.
-- A row is deleted as soon as the mark passes it.
CREATE TABLE event_bus.inbox (
  consumer text NOT NULL,
  source text NOT NULL,
  position bigint NOT NULL,
  PRIMARY KEY (consumer, source, position)
);

-- A case whose events wait: none of its later events is applied before it is released.
CREATE TABLE event_bus.parked_case (
  consumer text NOT NULL,
  case_key text NOT NULL,
  parked_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (consumer, case_key)
);

-- The events that wait, by their place in the source's log; the log itself keeps the bytes.
CREATE TABLE event_bus.parked_event (
  consumer text NOT NULL,
  source text NOT NULL,
  position bigint NOT NULL,
  event_type text NOT NULL,
  case_keys text[] NOT NULL CHECK (cardinality(case_keys) > 0),
  reason text NOT NULL,
  parked_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (consumer, source, position)
);

GRANT USAGE ON SCHEMA event_bus TO :application_role, :log_reader_role;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA event_bus TO :application_role;
GRANT SELECT ON event_bus.checkpoint TO :log_reader_role;
