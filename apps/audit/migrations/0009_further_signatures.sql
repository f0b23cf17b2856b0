-- 0009_further_signatures.sql
-- Why: a key is replaced by adding one. A log that does not grow meanwhile would be signed by the old key alone, and by no key at all for
-- whoever is told the new one only; so its last checkpoint is signed by the new key as well.
-- Online-safe: creates a new table only.
CREATE TABLE ledger.further_signature (
  log text NOT NULL,
  size bigint NOT NULL,
  -- A signature line of the note, with its newline.
  line text NOT NULL CHECK (line LIKE E'— %\n'),
  added_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (log, size, line),
  FOREIGN KEY (log, size) REFERENCES ledger.checkpoint
);
CREATE TRIGGER further_signature_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger.further_signature
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_rewrite();
GRANT SELECT, INSERT ON ledger.further_signature TO :application_role;
