-- 0001_evidence_claims.sql
-- Why: two cases that upload one photo at the same instant must not both find it unused. Whoever is deciding about a content holds it
-- here for that moment; what has been decided is in the log.
-- Online-safe: creates a new table only.
CREATE SCHEMA evidence;

CREATE TABLE evidence.claim (
  content_key text PRIMARY KEY,
  case_id text NOT NULL,
  -- Uploads of this case that are deciding about this content now.
  holders integer NOT NULL CHECK (holders >= 0),
  claimed_at timestamptz NOT NULL DEFAULT now()
);

GRANT USAGE ON SCHEMA evidence TO :application_role;
GRANT SELECT, INSERT, UPDATE, DELETE ON evidence.claim TO :application_role;
