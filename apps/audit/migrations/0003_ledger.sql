-- 0003_ledger.sql
-- Why: a Merkle tree over every log, so that what was once published can never be changed unseen (DESIGN §7, standards/tlog.md).
-- Online-safe: creates new tables only.
CREATE SCHEMA ledger;

-- How far each tree has grown. The lock on a log's row makes its growth the work of one at a time.
CREATE TABLE ledger.tree (
  log text PRIMARY KEY,
  size bigint NOT NULL DEFAULT 0 CHECK (size >= 0)
);
INSERT INTO ledger.tree (log) VALUES ('intake'), ('dispatch'), ('volunteers'), ('reporting'), ('audit'), ('checkpoints');

-- Tiles of 256 hashes; the last one of a level is partial, and every narrower tile that was ever served is its beginning.
CREATE TABLE ledger.tile (
  log text NOT NULL REFERENCES ledger.tree,
  level smallint NOT NULL CHECK (level BETWEEN 0 AND 63),
  index bigint NOT NULL CHECK (index >= 0),
  hashes bytea NOT NULL CHECK (length(hashes) % 32 = 0 AND length(hashes) BETWEEN 32 AND 8192),
  PRIMARY KEY (log, level, index)
);

-- Every checkpoint that was ever signed: one root for one size. Those of the sources are the entries of the log `checkpoints`.
CREATE TABLE ledger.checkpoint (
  log text NOT NULL REFERENCES ledger.tree,
  size bigint NOT NULL CHECK (size >= 0),
  root bytea NOT NULL CHECK (length(root) = 32),
  note text NOT NULL,
  entry_index bigint UNIQUE CHECK ((entry_index IS NULL) = (log = 'checkpoints')),
  signed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (log, size)
);

CREATE FUNCTION ledger.refuse_rewrite() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'ledger.% only grows: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
END $$;
CREATE FUNCTION ledger.only_lengthen_tile() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.log, NEW.level, NEW.index) IS DISTINCT FROM (OLD.log, OLD.level, OLD.index)
     OR substring(NEW.hashes FOR length(OLD.hashes)) <> OLD.hashes THEN
    RAISE EXCEPTION 'ledger.tile only grows: a hash of % would change', OLD.log USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION ledger.only_grow_tree() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.log <> OLD.log OR NEW.size < OLD.size THEN
    RAISE EXCEPTION 'ledger.tree only grows: % would shrink', OLD.log USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER tile_only_lengthened BEFORE UPDATE ON ledger.tile FOR EACH ROW EXECUTE FUNCTION ledger.only_lengthen_tile();
CREATE TRIGGER tree_only_grown BEFORE UPDATE ON ledger.tree FOR EACH ROW EXECUTE FUNCTION ledger.only_grow_tree();
CREATE TRIGGER tile_kept BEFORE DELETE OR TRUNCATE ON ledger.tile FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_rewrite();
CREATE TRIGGER tree_kept BEFORE DELETE OR TRUNCATE ON ledger.tree FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_rewrite();
CREATE TRIGGER checkpoint_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger.checkpoint
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_rewrite();

GRANT USAGE ON SCHEMA ledger TO :application_role;
GRANT SELECT, UPDATE (size) ON ledger.tree TO :application_role;
GRANT SELECT, INSERT, UPDATE (hashes) ON ledger.tile TO :application_role;
GRANT SELECT, INSERT ON ledger.checkpoint TO :application_role;
