-- 0011_event_index_without_digests.sql
-- Why: auditors search events by clear words, by breaches, by area and by whole digests without reading every row. In event_index_v1
-- digests were words, and three fifths of what it cost to write; its follower is built from audit's copy at the start after this migration.
-- Locks: ACCESS EXCLUSIVE on event_index_v1, which nobody reads any more; SHARE on event_index_v2, new and empty.
DROP TABLE IF EXISTS read.event_index_v1;
CREATE INDEX event_index_v2_words ON read.event_index_v2 USING gin (words gin_trgm_ops);
CREATE INDEX event_index_v2_digests ON read.event_index_v2 USING gin (digests);
CREATE INDEX event_index_v2_breaches ON read.event_index_v2 (recorded_at, source, position) WHERE cardinality(breaches) > 0;
-- Areas are codes whose beginnings are the wider areas.
CREATE INDEX event_index_v2_area ON read.event_index_v2 (area text_pattern_ops, recorded_at);
