-- 0004_append_only.sql
-- Why: a recorded fact is evidence. Writers may add; nobody may edit or remove, the owner of the table included.
-- Online-safe: takes SHARE ROW EXCLUSIVE for an instant and scans nothing.
CREATE FUNCTION event_store.refuse_rewrite() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '%.% is append-only: % refused', TG_TABLE_SCHEMA, TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER event_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON event_store.event
  FOR EACH STATEMENT EXECUTE FUNCTION event_store.refuse_rewrite();
CREATE TRIGGER head_stays BEFORE DELETE OR TRUNCATE ON event_store.head
  FOR EACH STATEMENT EXECUTE FUNCTION event_store.refuse_rewrite();
