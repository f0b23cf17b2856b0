-- 0002_read_models.sql
-- Why: read models are tables of their own; a rebuild grows beside them, in a schema where the application may create tables.
-- Online-safe: creates new schemas and one table only.
CREATE SCHEMA IF NOT EXISTS read;
CREATE SCHEMA read_shadow;
GRANT USAGE ON SCHEMA read TO :application_role;
GRANT USAGE, CREATE ON SCHEMA read_shadow TO :application_role;

-- Which projection has been built up to its consumer's checkpoint. A projection without a row is built at the next start.
CREATE TABLE event_bus.built_projection (
  consumer text NOT NULL,
  projection text NOT NULL,
  built_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (consumer, projection)
);
GRANT SELECT, INSERT, UPDATE, DELETE ON event_bus.built_projection TO :application_role;
