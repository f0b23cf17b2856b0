-- 0005_known_at.sql
-- Why: logs have clocks of their own, so an effect may be recorded "before" its cause. An event is known once it, all before it in its
-- log, and their causes are recorded: one moment per event, never decreasing along a log. What was known by a moment is then one position
-- per log, closed under causation (DESIGN §8), and a case's events are known in one order.
-- Locks: ACCESS EXCLUSIVE on audit_log.event while the moments of events that are there already are worked out, one pass over the table
-- and one more for each link of the longest chain of clocks that disagree. Audit copies and answers again when it has ended.
ALTER TABLE audit_log.event ADD COLUMN known_at timestamptz;
ALTER TABLE audit_log.source ADD COLUMN last_known_at timestamptz;
ALTER TABLE audit_log.event DISABLE TRIGGER event_append_only;
DO $$
BEGIN
  UPDATE audit_log.event SET known_at = recordedat;
  LOOP
    WITH late AS (
      SELECT effect.source, effect.position, cause.known_at
        FROM audit_log.event AS effect
        JOIN audit_log.event AS cause ON cause.source = effect.cause_source AND cause.position = effect.cause_position
       WHERE cause.known_at > effect.known_at
    ), moved AS (
      SELECT event.source, event.position,
             max(greatest(event.known_at, late.known_at)) OVER (PARTITION BY event.source ORDER BY event.position) AS known_at
        FROM audit_log.event AS event LEFT JOIN late USING (source, position)
    )
    UPDATE audit_log.event AS event SET known_at = moved.known_at
      FROM moved WHERE event.source = moved.source AND event.position = moved.position AND event.known_at < moved.known_at;
    EXIT WHEN NOT FOUND;
  END LOOP;
END $$;
ALTER TABLE audit_log.event ENABLE TRIGGER event_append_only;
ALTER TABLE audit_log.event ALTER COLUMN known_at SET NOT NULL;
UPDATE audit_log.source AS source SET last_known_at = (SELECT max(known_at) FROM audit_log.event AS event WHERE event.source = source.source);
DROP INDEX audit_log.event_known_by;
DROP INDEX audit_log.event_effect;
-- What a log knew at a moment: the last position known by then.
CREATE INDEX event_known_by ON audit_log.event (source, known_at, position);
