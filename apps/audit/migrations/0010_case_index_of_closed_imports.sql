-- 0010_case_index_of_closed_imports.sql
-- Why: imported cases that their source had closed before they began were left out of the case index until it was taught otherwise. Where
-- such cases are missing from it, audit builds it anew at its next start, which follows this migration; elsewhere nothing happens.
-- Locks: none beyond reading; it reads the copy once.
DELETE FROM event_bus.built_projection
 WHERE consumer = 'audit' AND projection = 'case_index_v1' AND EXISTS (
   SELECT FROM audit_log.event AS event
    WHERE starts_with(event.stream, 'foreign-') AND event.casekey IS NOT NULL
      AND NOT EXISTS (SELECT FROM read.case_index_v1 AS indexed WHERE indexed.key = event.casekey));
