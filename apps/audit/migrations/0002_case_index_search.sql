-- 0002_case_index_search.sql
-- Why: auditors search words inside the text of a case; trigrams keep that from reading every row.
-- Locks: SHARE on read.case_index_v1 while the index is built; the table is new and empty.
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE INDEX case_index_v1_words ON read.case_index_v1 USING gin (words gin_trgm_ops);
