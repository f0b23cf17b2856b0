-- 0006_board_intervals_search.sql
-- Why: a board as of a moment reads the rows that hold at one point of both axes, and no others.
-- Locks: SHARE on read.board_intervals_v1 while the indexes are built; the table is new and empty.
CREATE INDEX board_intervals_v1_open ON read.board_intervals_v1
  USING gist (tstzrange(valid_from, valid_to), tstzrange(known_from, known_to)) WHERE open;
-- Ended cases stay ended, so most of them are counted, from this index alone.
CREATE INDEX board_intervals_v1_ended ON read.board_intervals_v1 (status, valid_from)
  INCLUDE (valid_to, known_from, known_to, area) WHERE NOT open;
