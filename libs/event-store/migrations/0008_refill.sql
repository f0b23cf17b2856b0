-- 0008_refill.sql
-- Why: a log that was restored from an older backup is refilled from audit's copy, byte for byte, before anybody writes to it again
-- (DESIGN §4). Only the owner may do it; the append-only triggers stay in force.
-- Locks: creates and replaces functions only.

-- The digest of a request is not part of its event, so no copy of a log holds it. Thirty-two zero bytes, which no HMAC-SHA256 will ever
-- be, stand for "not known": such a command is taken for repeated whatever the request, since its id alone is what the copy can vouch for.
CREATE FUNCTION event_store.unknown_digest() RETURNS bytea
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$ SELECT decode(repeat('00', 32), 'hex') $$;

-- Takes the very next events of the log as they once were, byte for byte. The columns repeat what the bytes say, so the bytes are all that
-- is passed. Positions, stamps and every stream must go on where the log ends; anything else raises, and nothing of the batch is kept.
-- Answers the head after it. Runs with the caller's rights, and only the owner has them.
CREATE FUNCTION event_store.refill(e_body bytea[]) RETURNS bigint
LANGUAGE plpgsql SECURITY INVOKER
SET search_path = pg_catalog, pg_temp SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off
AS $$
DECLARE
  tip bigint;
  stamp timestamptz;
  event json;
BEGIN
  SELECT h.position, h.recorded_at INTO STRICT tip, stamp FROM event_store.head h WHERE id = 1 FOR UPDATE;
  IF tip <> (SELECT coalesce(max(position), 0) FROM event_store.event) THEN
    RAISE EXCEPTION 'the log does not end at its head, %', tip USING ERRCODE = 'data_corrupted';
  END IF;
  FOR i IN 1 .. cardinality(e_body) LOOP
    event := convert_from(e_body[i], 'UTF8')::json;
    IF (event ->> 'position')::bigint IS DISTINCT FROM tip + 1 THEN
      RAISE EXCEPTION 'position % was given where % belongs', event ->> 'position', tip + 1 USING ERRCODE = 'data_exception';
    END IF;
    tip := tip + 1;
    IF ((event ->> 'recordedat')::timestamptz >= stamp) IS NOT TRUE THEN
      RAISE EXCEPTION 'position % was recorded before the one in front of it', tip USING ERRCODE = 'data_exception';
    END IF;
    stamp := (event ->> 'recordedat')::timestamptz;
    IF (event ->> 'streamversion')::integer IS DISTINCT FROM 1 + coalesce(
         (SELECT e.version FROM event_store.event e WHERE e.stream = event ->> 'subject' ORDER BY e.version DESC LIMIT 1), 0) THEN
      RAISE EXCEPTION 'position % does not go on its stream', tip USING ERRCODE = 'data_exception';
    END IF;
    INSERT INTO event_store.event (
      position, stream, version, type, command_id, n, command_digest, case_key, cause_source, cause_position,
      occurred_at, recorded_at, body)
    VALUES (tip, event ->> 'subject', (event ->> 'streamversion')::integer, event ->> 'type', (event ->> 'commandid')::uuid,
      (SELECT count(*) FROM event_store.event e WHERE e.command_id = (event ->> 'commandid')::uuid),
      event_store.unknown_digest(), event ->> 'casekey', event ->> 'causesource', (event ->> 'causeposition')::bigint,
      (event ->> 'time')::timestamptz, stamp, e_body[i]);
  END LOOP;
  UPDATE event_store.head SET position = tip, recorded_at = stamp WHERE id = 1;
  RETURN tip;
END $$;
REVOKE ALL ON FUNCTION event_store.refill, event_store.unknown_digest FROM PUBLIC;

-- As in 0006, and an event whose request is not known answers any request under its id.
CREATE OR REPLACE FUNCTION event_store.append_careful(
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
    IF known_digest <> c_digest[i] AND known_digest <> event_store.unknown_digest() THEN
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
