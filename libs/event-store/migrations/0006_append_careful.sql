-- 0006_append_careful.sql
-- Why: judges every command of a batch by itself, so that a refused one neither changes nor fails its neighbours. Same arguments and
-- same contract as append_fast; one row per command in their order:
--   appended  first, last and version say where its events stand; repeated = it had been appended before
--   conflict  the stream is not at the expected version, or an answer without events is remembered under this id
--   mismatch  the id was used before with another digest
--   retry     an earlier command of this batch has the same id or stream and was not refused: ask again in the next batch
CREATE FUNCTION event_store.append_careful(
  c_stream text[], c_expected integer[], c_id uuid[], c_digest bytea[],
  e_command integer[], e_type text[], e_case_key text[], e_cause_source text[], e_cause_position bigint[],
  e_occurred_at timestamptz[], e_body bytea[]
) RETURNS TABLE (verdict text, first bigint, last bigint, version integer, repeated boolean)
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off
AS $$
DECLARE
  tip bigint;
  stamp timestamptz;
  splice text;
  counts integer[] := array_fill(0, ARRAY[cardinality(c_id)]);
  bases bigint[] := array_fill(NULL::bigint, ARRAY[cardinality(c_id)]);
  seen_ids uuid[] := '{}';
  seen_streams text[] := '{}';
  known_digest bytea;
  current integer;
BEGIN
  FOR i IN 1 .. cardinality(e_command) LOOP
    counts[e_command[i]] := counts[e_command[i]] + 1;
  END LOOP;

  SELECT h.position, greatest(h.recorded_at, date_trunc('milliseconds', clock_timestamp())) INTO STRICT tip, stamp
    FROM event_store.head h WHERE id = 1 FOR UPDATE;

  FOR i IN 1 .. cardinality(c_id) LOOP
    first := NULL; last := NULL; version := NULL; repeated := false;
    known_digest := coalesce(
      (SELECT e.command_digest FROM event_store.event e WHERE e.command_id = c_id[i] AND e.n = 0),
      (SELECT a.command_digest FROM event_store.answer a
        WHERE a.command_id = c_id[i] AND a.answered_at >= clock_timestamp() - interval '7 days'));
    current := coalesce(
      (SELECT e.version FROM event_store.event e WHERE e.stream = c_stream[i] ORDER BY e.version DESC LIMIT 1), 0);
    IF known_digest <> c_digest[i] THEN
      verdict := 'mismatch';
    ELSIF known_digest IS NOT NULL THEN
      SELECT min(e.position), max(e.position), max(e.version) INTO first, last, version
        FROM event_store.event e WHERE e.command_id = c_id[i];
      repeated := first IS NOT NULL;
      verdict := CASE WHEN repeated THEN 'appended' ELSE 'conflict' END;
    ELSIF c_id[i] = ANY (seen_ids) OR c_stream[i] = ANY (seen_streams) THEN
      verdict := 'retry';
    ELSIF current <> c_expected[i] THEN
      verdict := 'conflict';
    ELSE
      bases[i] := tip;
      first := tip + 1;
      tip := tip + counts[i];
      last := tip;
      version := current + counts[i];
      verdict := 'appended';
    END IF;
    IF verdict = 'retry' OR bases[i] IS NOT NULL THEN
      seen_ids := seen_ids || c_id[i];
      seen_streams := seen_streams || c_stream[i];
    END IF;
    RETURN NEXT;
  END LOOP;

  splice := '","recordedat":"' || to_char(stamp AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD"T"HH24:MI:SS.MS') || '+08:00",';
  INSERT INTO event_store.event AS e (
    position, stream, version, type, command_id, n, command_digest, case_key, cause_source, cause_position,
    occurred_at, recorded_at, body)
  SELECT bases[c] + n, c_stream[c], c_expected[c] + n, type, c_id[c], n - 1, c_digest[c], case_key, cause_source, cause_position,
         occurred_at, stamp, convert_to('{"position":"' || (bases[c] + n) || splice, 'UTF8') || substring(body FROM 2)
    FROM (SELECT *, (row_number() OVER (PARTITION BY c ORDER BY o))::integer AS n
            FROM unnest(e_command, e_type, e_case_key, e_cause_source, e_cause_position, e_occurred_at, e_body) WITH ORDINALITY
              AS u (c, type, case_key, cause_source, cause_position, occurred_at, body, o)) AS event
   WHERE bases[c] IS NOT NULL;
  IF FOUND THEN
    UPDATE event_store.head SET position = tip, recorded_at = stamp WHERE id = 1;
  ELSE
    -- Nothing was recorded, so the answer need not wait for the disk.
    PERFORM set_config('synchronous_commit', 'off', true);
  END IF;
END $$;
