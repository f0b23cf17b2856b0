-- 0002_key_functions.sql
-- Why: a role reaches keys by these functions alone. They judge by session_user (the role that logged in), which SET ROLE cannot change.
-- Locks: creates only.
CREATE FUNCTION keys.refuse_unless(granted boolean, wish text, service text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF granted IS NOT TRUE THEN
    RAISE EXCEPTION 'role % may not % keys of %', session_user, wish, service USING ERRCODE = 'insufficient_privilege';
  END IF;
END $$;

-- The living keys of the given subjects; those that have none get the candidate beside them. Commits before anyone uses a key.
CREATE FUNCTION keys.get_or_create(service text, subjects text[], candidate_kids uuid[], candidate_keys bytea[])
RETURNS TABLE (found_subject text, found_kid uuid, found_key bytea)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM keys.refuse_unless(
    (SELECT g.may_seal FROM keys.service_grant g WHERE g.role_name = session_user AND g.owner_service = service), 'seal with', service);
  -- In one order everywhere, so that two batches cannot wait for one another.
  INSERT INTO keys.subject_key (kid, owner_service, subject, wrapped)
    SELECT c.kid, service, c.subject, c.wrapped
      FROM unnest(subjects, candidate_kids, candidate_keys) AS c (subject, kid, wrapped)
     WHERE NOT EXISTS (SELECT FROM keys.subject_key k
                        WHERE k.owner_service = service AND k.subject = c.subject AND k.wrapped IS NOT NULL)
     ORDER BY c.subject
    ON CONFLICT (owner_service, subject) WHERE wrapped IS NOT NULL DO NOTHING;
  RETURN QUERY SELECT k.subject, k.kid, k.wrapped FROM keys.subject_key k
                WHERE k.owner_service = service AND k.subject = ANY (subjects) AND k.wrapped IS NOT NULL;
END $$;

-- Keys by id, for opening. A destroyed one comes back with no key; one of another owner without a grant is refused.
CREATE FUNCTION keys.find(kids uuid[])
RETURNS TABLE (found_kid uuid, found_service text, found_subject text, found_key bytea)
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
  RETURN QUERY SELECT k.kid, k.owner_service, k.subject, k.wrapped FROM keys.subject_key k WHERE k.kid = ANY (kids);
END $$;

-- Destroys the living key of a person: what it sealed can never be opened again. Answers the key's id, or NULL where there was none.
-- The old bytes leave the table at the next vacuum, and backups within 30 days (DESIGN §9).
CREATE FUNCTION keys.destroy(service text, person text) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  gone uuid;
BEGIN
  PERFORM keys.refuse_unless(
    (SELECT g.may_destroy FROM keys.service_grant g WHERE g.role_name = session_user AND g.owner_service = service), 'destroy', service);
  UPDATE keys.subject_key SET wrapped = NULL, destroyed_at = now()
   WHERE owner_service = service AND subject = person AND wrapped IS NOT NULL
  RETURNING kid INTO gone;
  RETURN gone;
END $$;

REVOKE ALL ON FUNCTION keys.refuse_unless, keys.get_or_create, keys.find, keys.destroy FROM PUBLIC;
