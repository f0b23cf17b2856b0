-- 0007_answers.sql
-- Why: remembers answers that left no event, and finds what a command id led to, event or not, in one look-up.

-- Remembers answers under their command ids. It takes the head's lock, as appends do, so that one id never has both an event and a
-- remembered answer. Answers, in order, whether each was kept; where not, the id has led to something else in the meantime.
-- Forgets answers older than seven days, a few at a time.
CREATE FUNCTION event_store.remember_answers(c_id uuid[], c_digest bytea[], c_answer jsonb[]) RETURNS SETOF boolean
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off
AS $$
BEGIN
  PERFORM FROM event_store.head WHERE id = 1 FOR UPDATE;
  DELETE FROM event_store.answer WHERE command_id IN (
    SELECT a.command_id FROM event_store.answer a
     WHERE a.answered_at < clock_timestamp() - interval '7 days' ORDER BY a.answered_at LIMIT 1000);
  FOR i IN 1 .. cardinality(c_id) LOOP
    IF (SELECT true FROM event_store.event e WHERE e.command_id = c_id[i] AND e.n = 0) THEN
      RETURN NEXT false;
    ELSE
      INSERT INTO event_store.answer AS answer (command_id, command_digest, answer, answered_at)
      VALUES (c_id[i], c_digest[i], c_answer[i], clock_timestamp())
      ON CONFLICT (command_id) DO UPDATE
        SET command_digest = excluded.command_digest, answer = excluded.answer, answered_at = excluded.answered_at
        WHERE answer.answered_at < clock_timestamp() - interval '7 days';
      RETURN NEXT FOUND;
    END IF;
  END LOOP;
END $$;

-- What a command led to: the place of its events, or the answer that is remembered; no row where it is unknown.
CREATE FUNCTION event_store.find_command(id uuid)
RETURNS TABLE (digest bytea, stream text, first bigint, last bigint, version integer, answer jsonb)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
  SELECT e.command_digest, e.stream, min(e.position), max(e.position), max(e.version), NULL::jsonb
    FROM event_store.event e WHERE e.command_id = id GROUP BY e.command_digest, e.stream
  UNION ALL
  SELECT a.command_digest, NULL, NULL, NULL, NULL, a.answer
    FROM event_store.answer a WHERE a.command_id = id AND a.answered_at >= clock_timestamp() - interval '7 days'
$$;
