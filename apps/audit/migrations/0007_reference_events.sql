-- 0007_reference_events.sql
-- Why: a pack names the events by which its rules were adopted; they belong to no case and are few among many.
-- Locks: SHARE on audit_log.event while the index is built: copying waits that long. It reads the table once.
CREATE INDEX event_of_no_case ON audit_log.event (type, source, position) WHERE casekey IS NULL;
