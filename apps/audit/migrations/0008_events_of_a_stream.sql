-- 0008_events_of_a_stream.sql
-- Why: auditors replay any stream. Those of cases are found by their case, and audit's own are not replayed; of the others there are few
-- events, so that copying a case's event writes no further index.
-- Locks: SHARE on audit_log.event while the index is built: copying waits that long. It reads the table once.
CREATE INDEX event_of_stream ON audit_log.event (stream, stream_version) WHERE stream !~ '^(case|order|foreign|audit)-';
