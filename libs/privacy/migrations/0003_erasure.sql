-- 0003_erasure.sql
-- Why: an erasure of a person destroys his keys once, however often it is repeated (a crash, a redelivery, a restored backup), and what is
-- left of a key says when, on what basis and by which erasure. A key that the person gets afterwards is not touched by a repeat.
-- Locks: ACCESS EXCLUSIVE on keys.subject_key for an instant (a column without a default); the functions are made anew, so the grants on
-- them are too: `prepareKeyDatabase` makes them right after.
CREATE TABLE keys.erasure (
  owner_service text        NOT NULL CHECK (owner_service ~ '^[a-z]{1,32}$'),
  erasure       uuid        NOT NULL,
  basis         text        NOT NULL CHECK (basis ~ '^[a-z-]{1,64}$'),
  erased_at     timestamptz NOT NULL,
  PRIMARY KEY (owner_service, erasure)
);
ALTER TABLE keys.subject_key ADD COLUMN erasure uuid;
CREATE INDEX subject_key_erasure ON keys.subject_key (owner_service, erasure) WHERE erasure IS NOT NULL;
-- The table is all but insert-only, so a vacuum visits few pages: the bytes of a destroyed key shall not lie there until the next million
-- of inserts.
ALTER TABLE keys.subject_key SET (autovacuum_vacuum_threshold = 1, autovacuum_vacuum_scale_factor = 0);

DROP FUNCTION keys.find(uuid[]);
DROP FUNCTION keys.destroy(text, text);

-- Keys by id, for opening. A destroyed one comes back with no key and with what became of it; one of another owner without a grant is
-- refused.
CREATE FUNCTION keys.find(kids uuid[])
RETURNS TABLE (found_kid uuid, found_service text, found_subject text, found_key bytea,
               found_erased_at timestamptz, found_erasure uuid, found_basis text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  barred text;
BEGIN
  SELECT k.owner_service INTO barred FROM keys.subject_key k
   WHERE k.kid = ANY (kids)
     AND NOT EXISTS (SELECT FROM keys.service_grant g
                      WHERE g.role_name = session_user AND g.owner_service = k.owner_service AND g.may_open)
   LIMIT 1;
  IF barred IS NOT NULL THEN
    PERFORM keys.refuse_unless(false, 'open with', barred);
  END IF;
  RETURN QUERY SELECT k.kid, k.owner_service, k.subject, k.wrapped, k.destroyed_at, k.erasure, e.basis
                 FROM keys.subject_key k
                 LEFT JOIN keys.erasure e ON e.owner_service = k.owner_service AND e.erasure = k.erasure
                WHERE k.kid = ANY (kids);
END $$;

-- Destroys the living keys of the given persons, and those named by id: what they sealed can never be opened again. The first call under
-- an erasure's id does it, every later one answers the same. Whom a key belonged to goes with it. An id that the store does not know (it
-- was restored from before the key was made) becomes a tombstone, so that what it sealed reads as erased and not as lost.
-- The old bytes leave the table at the next vacuum, and backups within 30 days (DESIGN §9).
CREATE FUNCTION keys.erase(service text, erasure_id uuid, ground text, moment timestamptz, persons text[], named uuid[])
RETURNS TABLE (erased_kids uuid[], erased_moment timestamptz)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM keys.refuse_unless(
    (SELECT g.may_destroy FROM keys.service_grant g WHERE g.role_name = session_user AND g.owner_service = service), 'destroy', service);
  INSERT INTO keys.erasure (owner_service, erasure, basis, erased_at) VALUES (service, erasure_id, ground, moment)
    ON CONFLICT DO NOTHING;
  IF FOUND THEN
    UPDATE keys.subject_key SET wrapped = NULL, subject = 'erased', destroyed_at = moment, erasure = erasure_id
     WHERE owner_service = service AND wrapped IS NOT NULL AND (subject = ANY (persons) OR kid = ANY (named));
    INSERT INTO keys.subject_key (kid, owner_service, subject, destroyed_at, erasure)
      SELECT n.kid, service, 'erased', moment, erasure_id FROM unnest(named) AS n (kid)
      ON CONFLICT (kid) DO NOTHING;
  END IF;
  RETURN QUERY SELECT coalesce((SELECT array_agg(k.kid ORDER BY k.kid) FROM keys.subject_key k
                                 WHERE k.owner_service = service AND k.erasure = erasure_id), '{}'),
                      (SELECT e.erased_at FROM keys.erasure e WHERE e.owner_service = service AND e.erasure = erasure_id);
END $$;

-- Which of these erasures the key store has not carried out: all that came after the backup that it was restored from.
CREATE FUNCTION keys.erasures_missing(service text, erasures uuid[]) RETURNS SETOF uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM keys.refuse_unless(
    (SELECT g.may_destroy FROM keys.service_grant g WHERE g.role_name = session_user AND g.owner_service = service), 'destroy', service);
  RETURN QUERY SELECT a.erasure FROM unnest(erasures) AS a (erasure)
                WHERE NOT EXISTS (SELECT FROM keys.erasure e WHERE e.owner_service = service AND e.erasure = a.erasure);
END $$;

REVOKE ALL ON FUNCTION keys.find, keys.erase, keys.erasures_missing FROM PUBLIC;
