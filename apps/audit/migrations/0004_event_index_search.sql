-- 0004_event_index_search.sql
-- Why: auditors search events by clear words, by breaches and by area without reading every row.
-- Locks: SHARE on read.event_index_v1 while the indexes are built; the table is new and empty.
CREATE INDEX event_index_v1_words ON read.event_index_v1 USING gin (words gin_trgm_ops);
CREATE INDEX event_index_v1_breaches ON read.event_index_v1 (recorded_at, source, position) WHERE cardinality(breaches) > 0;
-- Areas are codes whose beginnings are the wider areas.
CREATE INDEX event_index_v1_area ON read.event_index_v1 (area text_pattern_ops, recorded_at);
