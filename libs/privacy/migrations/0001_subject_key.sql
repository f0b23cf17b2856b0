-- 0001_subject_key.sql
-- Why: destroying one row's key erases one person from every log, backup of a log and copy of a log (DESIGN §9, tlog §8). So the
-- keys live in a database of their own, wrapped under a master key that the database never sees.
-- No role but the owner touches the tables: services call the functions below, which ask what the calling role was granted.
-- Locks: creates only.
CREATE SCHEMA keys;

CREATE TABLE keys.subject_key (
  kid           uuid        PRIMARY KEY,
  owner_service text        NOT NULL CHECK (owner_service ~ '^[a-z]{1,32}$'),
  subject       text        NOT NULL CHECK (length(subject) BETWEEN 1 AND 200),
  -- AES-256-GCM under the master key: nonce || ciphertext || tag. NULL once destroyed; the row stays as the tombstone.
  wrapped       bytea       CHECK (octet_length(wrapped) = 60),
  created_at    timestamptz NOT NULL DEFAULT now(),
  destroyed_at  timestamptz,
  CHECK ((wrapped IS NULL) = (destroyed_at IS NOT NULL))
);
-- One living key per person and owning service; a person who comes back after an erasure gets a new one.
CREATE UNIQUE INDEX subject_key_living ON keys.subject_key (owner_service, subject) WHERE wrapped IS NOT NULL;

CREATE TABLE keys.service_grant (
  role_name     name    NOT NULL,
  owner_service text    NOT NULL CHECK (owner_service ~ '^[a-z]{1,32}$'),
  may_seal      boolean NOT NULL,
  may_open      boolean NOT NULL,
  may_destroy   boolean NOT NULL,
  PRIMARY KEY (role_name, owner_service)
);
