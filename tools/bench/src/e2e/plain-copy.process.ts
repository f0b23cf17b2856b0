import pg from 'pg';

/**
 * The floor: a program that copies a log into a flat table of another database as soon as it is told of its growth (LISTEN/NOTIFY), one
 * transaction for what there is. It parses, folds and checks nothing, and only one of it may run. Its arguments are the two databases.
 */
const [logUrl, copyUrl] = process.argv.slice(2);
const log = new pg.Client({ connectionString: logUrl });
const copy = new pg.Client({ connectionString: copyUrl });
await log.connect();
await copy.connect();
let grown = true;
let wake = (): void => undefined;
log.on('notification', () => {
  grown = true;
  wake();
});
await log.query('LISTEN event_store_growth');
const { rows } = await log.query<{ position: string }>('SELECT coalesce(max(position), 0) AS position FROM event_store.event');
let at = Number(rows[0]?.position);
// What was there before it began is no concern of it.
await copy.query('CREATE TABLE IF NOT EXISTS copy (position bigint PRIMARY KEY, case_key text, body bytea NOT NULL)');
await copy.query("INSERT INTO copy (position, body) VALUES ($1, '') ON CONFLICT DO NOTHING", [at]);
process.once('SIGTERM', () => process.exit(0));
process.stdout.write('copying');

for (;;) {
  if (!grown) await new Promise<void>((resolve) => (wake = resolve));
  grown = false;
  const { rows: events } = await log.query<{ position: string; case_key: string | null; body: Buffer }>(
    'SELECT position, case_key, body FROM event_store.event WHERE position > $1 ORDER BY position LIMIT 1000',
    [at],
  );
  const last = events.at(-1);
  if (last === undefined) continue;
  await copy.query('BEGIN; SET LOCAL synchronous_commit = off');
  await copy.query('INSERT INTO copy (position, case_key, body) SELECT * FROM unnest($1::bigint[], $2::text[], $3::bytea[])', [
    events.map(({ position }) => position),
    events.map(({ case_key: key }) => key),
    events.map(({ body }) => body),
  ]);
  await copy.query('COMMIT');
  at = Number(last.position);
  if (events.length === 1000) grown = true;
}
