-- 0003_answer.sql
-- Why: a command that was refused for good, or changed nothing, leaves no event; asked again under the same id within seven days it
-- must be answered as the first time (DESIGN §4, the runner).
-- Online-safe: creates only.
CREATE TABLE event_store.answer (
  command_id uuid PRIMARY KEY,
  command_digest bytea NOT NULL CHECK (length(command_digest) = 32),
  -- What was answered. No personal data: a refusal holds a code and what its sentence needs.
  answer jsonb NOT NULL,
  answered_at timestamptz NOT NULL
);
CREATE INDEX answer_age ON event_store.answer (answered_at);
