-- 0001_audit_log.sql
-- Why: an independent copy of every event of every service, byte for byte, so that what a service's own database says can be checked.
-- Online-safe: creates new tables only.
CREATE SCHEMA audit_log;

CREATE TABLE audit_log.event (
  source text NOT NULL,
  position bigint NOT NULL CHECK (position > 0),
  stream text NOT NULL,
  stream_version integer NOT NULL,
  type text NOT NULL,
  casekey text,
  -- The service and position of the event that caused this one.
  cause_source text,
  cause_position bigint,
  "time" timestamptz NOT NULL,
  recordedat timestamptz NOT NULL,
  actor text NOT NULL,
  body bytea NOT NULL,
  PRIMARY KEY (source, position)
);
CREATE INDEX event_of_case ON audit_log.event (casekey, source, position) WHERE casekey IS NOT NULL;
-- What a log knew at a moment: the last position recorded by then.
CREATE INDEX event_known_by ON audit_log.event (source, recordedat, position);
-- Effects of an event: no horizon of knowledge holds an effect without its cause.
CREATE INDEX event_effect ON audit_log.event (cause_source, cause_position) WHERE cause_source IS NOT NULL;

-- "Complete up to n", per log: moved in the transaction that copies, only from one position to the very next events.
CREATE TABLE audit_log.source (
  source text PRIMARY KEY,
  complete_up_to bigint NOT NULL DEFAULT 0,
  last_recordedat timestamptz
);
INSERT INTO audit_log.source (source) VALUES ('intake'), ('dispatch'), ('volunteers'), ('reporting'), ('audit');

CREATE FUNCTION audit_log.refuse_rewrite() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'audit_log.event is append-only: % refused', TG_OP USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER event_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_log.event
  FOR EACH STATEMENT EXECUTE FUNCTION audit_log.refuse_rewrite();

GRANT USAGE ON SCHEMA audit_log TO :application_role;
GRANT SELECT, INSERT ON audit_log.event TO :application_role;
GRANT SELECT, UPDATE ON audit_log.source TO :application_role;
