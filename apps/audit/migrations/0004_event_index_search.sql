-- 0004_event_index_search.sql
-- Why: auditors searched events by clear words, by breaches and by area in event_index_v1. A new database has none: see 0011.
-- Locks: none.
SELECT;
