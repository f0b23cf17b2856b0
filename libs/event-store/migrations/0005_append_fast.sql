-- 0005_append_fast.sql
-- Why: the path that nearly every batch takes. It checks by the unique indexes alone: whatever is wrong with any command of the batch
-- raises unique_violation, nothing is written, and the caller runs the same arguments through append_careful.
--
-- Arguments: one element per command (c_…), one per event (e_…); e_command is the 1-based command of the event, ascending.
-- Answers the position before the first event. How many events, and which of its command's events one is, is counted here, never passed.
--
-- The planner settings hold it to index look-ups: a plan made while the table was small would otherwise scan it all as it grows.
CREATE FUNCTION event_store.append_fast(
  c_stream text[], c_expected integer[], c_id uuid[], c_digest bytea[],
  e_command integer[], e_type text[], e_case_key text[], e_cause_source text[], e_cause_position bigint[],
  e_occurred_at timestamptz[], e_body bytea[]
) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off
AS $$
DECLARE
  total constant bigint := cardinality(e_body);
  base bigint;
  stamp timestamptz;
  splice text;
BEGIN
  -- The lock: held until this statement has committed.
  UPDATE event_store.head
     SET position = position + total, recorded_at = greatest(recorded_at, date_trunc('milliseconds', clock_timestamp()))
   WHERE id = 1
  RETURNING position - total, recorded_at INTO base, stamp;

  -- Scalar subqueries, not joins or EXISTS: those may be planned as a hash over the whole table.
  PERFORM FROM unnest(c_stream, c_expected, c_id) AS command (stream, expected, id)
    WHERE (command.expected > 0 AND (SELECT true FROM event_store.event e
                                      WHERE e.stream = command.stream AND e.version = command.expected) IS NULL)
       OR (SELECT true FROM event_store.answer a
            WHERE a.command_id = command.id AND a.answered_at >= clock_timestamp() - interval '7 days')
    LIMIT 1;
  IF FOUND THEN
    RAISE unique_violation USING MESSAGE = 'a command of the batch needs judging by itself';
  END IF;

  splice := '","recordedat":"' || to_char(stamp AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD"T"HH24:MI:SS.MS') || '+08:00",';
  INSERT INTO event_store.event (
    position, stream, version, type, command_id, n, command_digest, case_key, cause_source, cause_position,
    occurred_at, recorded_at, body)
  SELECT base + o, c_stream[c], c_expected[c] + n, type, c_id[c], n - 1, c_digest[c], case_key, cause_source, cause_position,
         occurred_at, stamp, convert_to('{"position":"' || (base + o) || splice, 'UTF8') || substring(body FROM 2)
    FROM (SELECT *, (row_number() OVER (PARTITION BY c ORDER BY o))::integer AS n
            FROM unnest(e_command, e_type, e_case_key, e_cause_source, e_cause_position, e_occurred_at, e_body) WITH ORDINALITY
              AS u (c, type, case_key, cause_source, cause_position, occurred_at, body, o)) AS event;
  RETURN base;
END $$;
