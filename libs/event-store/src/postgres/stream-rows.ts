import type { RecordedEvent, StreamName } from '../event-store.js';

type Query = (what: string, statement: { name: string; text: string; values?: unknown[] }) => Promise<readonly EventRow[]>;

/** The columns as node-postgres gives them. */
export interface EventRow {
  readonly position: string;
  readonly version: number;
  readonly type: string;
  readonly case_key: string | null;
  readonly occurred_at: Date;
  readonly recorded_at: Date;
  readonly body: Buffer;
}

/** Most streams are shorter and come whole with one statement. */
const streamBatch = 200;

/** Events of one stream with version > `after`, fetched in batches as the caller iterates. */
export async function* readStreamRows(query: Query, stream: StreamName, after: number): AsyncGenerator<RecordedEvent> {
  for (let version = after; ;) {
    const rows = await query('read a stream', {
      name: 'read_stream',
      text:
        'SELECT position, version, type, case_key, occurred_at, recorded_at, body FROM event_store.event ' +
        `WHERE stream = $1 AND version > $2 ORDER BY version LIMIT ${streamBatch}`,
      values: [stream, version],
    });
    for (const row of rows) {
      yield {
        position: Number(row.position),
        stream,
        version: row.version,
        type: row.type,
        caseKey: row.case_key ?? undefined,
        time: row.occurred_at.getTime(),
        recordedAt: row.recorded_at.getTime(),
        body: row.body,
      };
    }
    if (rows.length < streamBatch) return;
    version += rows.length;
  }
}
