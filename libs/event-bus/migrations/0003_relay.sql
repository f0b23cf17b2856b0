-- 0003_relay.sql
-- Why: of a service's instances one at a time carries its log to the topic (DESIGN §5). Who that is, and how far it has come, is one row
-- in the service's own database; every write names the epoch it belongs to, so that an instance that lost its election moves nothing.
-- Online-safe: creates one new table only.
CREATE TABLE event_bus.relay (
  source text PRIMARY KEY,
  -- Grows by one with every election.
  epoch bigint NOT NULL DEFAULT 0 CHECK (epoch >= 0),
  holder text NOT NULL DEFAULT '',
  lease_until timestamptz NOT NULL DEFAULT '-infinity',
  -- Everything up to here is in the topic.
  position bigint NOT NULL DEFAULT 0 CHECK (position >= 0),
  -- The last position at or below `position` in each partition, 0 where there is none.
  last_positions bigint[] NOT NULL CHECK (cardinality(last_positions) > 0)
) WITH (fillfactor = 50);

GRANT SELECT, INSERT, UPDATE ON event_bus.relay TO :application_role;
GRANT SELECT ON event_bus.relay TO :log_reader_role;
