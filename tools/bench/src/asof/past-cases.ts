import type pg from 'pg';

/** Over which the cases are spread, one as far from the next as any other. */
export const firstRegistered = '2023-01-01T00:00:00.000+08:00';
const years = 3;

/**
 * Puts the rows of `cases` cases where boards are read from, as the fold makes them: registered, dispatched after a day, closed after
 * five, known when they happened; one in fifty is never closed. A case has five rows: of its three states each but the last was once thought
 * to last. Answers how many rows there are. Indexes are made afterwards, as a rebuild of the read model does not.
 */
export async function fillBoard(owner: pg.Client, cases: number): Promise<number> {
  await owner.query('TRUNCATE read.board_intervals_v1');
  const { rows: indexes } = await owner.query<{ name: string; definition: string }>(
    "SELECT indexrelid::regclass::text AS name, pg_get_indexdef(indexrelid) AS definition FROM pg_index WHERE indrelid = 'read.board_intervals_v1'::regclass AND NOT indisprimary",
  );
  for (const { name } of indexes) await owner.query(`DROP INDEX ${name}`);
  const { rowCount } = await owner.query(
    `INSERT INTO read.board_intervals_v1
       (key, versions, case_id, system, area, status, open, service, grid, role, unit, person, timer, start, due, valid_from, valid_to, known_from, known_to, rows)
     SELECT n || '/' || row, '{}', n::text, 'huying', '430304900900', status, status <> 'S60', 'lamp-' || n % 30, 'G' || n % 20, 'HAN',
            'U-' || n % 40, 'person-' || n % 400, 'TM08', at, at + interval '4 days',
            at + shown.valid_from, at + shown.valid_to, at + shown.known_from, at + shown.known_to, CASE WHEN row = 0 THEN CASE WHEN n % 50 = 0 THEN 3 ELSE 5 END END
       FROM (SELECT n, $2::timestamptz + n * (interval '${String(years)} years' / $1::int) AS at FROM generate_series(0, $1::int - 1) AS n) AS one
       CROSS JOIN (VALUES
         (0, 'S00', interval '0', interval '1 day', interval '1 day', NULL::interval),
         (1, 'S00', '0', NULL, '0', '1 day'),
         (2, 'S20', '1 day', '5 days', '5 days', NULL),
         (3, 'S20', '1 day', NULL, '1 day', '5 days'),
         (4, 'S60', '5 days', NULL, '5 days', NULL)) AS shown (row, status, valid_from, valid_to, known_from, known_to)
      WHERE n % 50 > 0 OR shown.row IN (0, 1, 3)`,
    [cases, firstRegistered],
  );
  // What is never closed is dispatched to this day.
  await owner.query("UPDATE read.board_intervals_v1 SET known_to = NULL WHERE case_id::bigint % 50 = 0 AND status = 'S20'");
  for (const { definition } of indexes) await owner.query(definition);
  await owner.query('VACUUM (ANALYZE) read.board_intervals_v1');
  return rowCount ?? 0;
}

/** One row for each case as it stands today: the floor's. */
export async function fillFlat(owner: pg.Client, cases: number): Promise<void> {
  await owner.query('DROP TABLE IF EXISTS public.flat');
  await owner.query(
    `CREATE TABLE public.flat AS
     SELECT n::text AS case_id, CASE WHEN n % 50 = 0 THEN 'S20' ELSE 'S60' END AS status, '430304900900'::text AS area, 'U-' || n % 40 AS unit,
            $2::timestamptz + n * (interval '${String(years)} years' / $1::int) + interval '4 days' AS due
       FROM generate_series(0, $1::int - 1) AS n`,
    [cases, firstRegistered],
  );
  await owner.query('VACUUM (ANALYZE) public.flat');
}
