import { importRowsMax, type ImportRow } from '@huying/contracts';

/** Rows are sent once they make up this much, however few they are. */
const batchBytesMax = 1024 * 1024;

/**
 * Sends rows in batches, several at a time. All rows of a case go through one lane, one batch after the other, so that they arrive in
 * the order of the file. At most two batches per lane are in memory: whoever adds has to wait.
 */
export class Lanes {
  private readonly lanes: Lane[];

  constructor(count: number, send: (rows: readonly ImportRow[]) => Promise<void>, rowsMax = importRowsMax) {
    this.lanes = Array.from({ length: count }, () => new Lane(send, rowsMax));
  }

  /** Resolves when there is room for another row. @throws what sending threw */
  async add(row: ImportRow): Promise<void> {
    await this.lanes[laneOf(row.case) % this.lanes.length]?.add(row);
  }

  /** Resolves when everything has been sent. @throws what sending threw */
  async finish(): Promise<void> {
    await Promise.all(this.lanes.map((lane) => lane.finish()));
  }
}

class Lane {
  private rows: ImportRow[] = [];
  private bytes = 0;
  private underWay: Promise<unknown> = Promise.resolve();
  private failure: { readonly error: unknown } | undefined;

  constructor(
    private readonly send: (rows: readonly ImportRow[]) => Promise<void>,
    private readonly rowsMax: number,
  ) {}

  async add(row: ImportRow): Promise<void> {
    const bytes = sizeOf(row);
    if (this.rows.length > 0 && this.bytes + bytes > batchBytesMax) await this.flush();
    this.rows.push(row);
    this.bytes += bytes;
    if (this.rows.length >= this.rowsMax) await this.flush();
  }

  async finish(): Promise<void> {
    await this.flush();
    await this.underWay;
    this.throwFailure();
  }

  /** Waits for the batch before, then starts this one without waiting for it. */
  private async flush(): Promise<void> {
    await this.underWay;
    this.throwFailure();
    if (this.rows.length === 0) return;
    const rows = this.rows;
    this.rows = [];
    this.bytes = 0;
    this.underWay = this.send(rows).catch((error: unknown) => {
      this.failure = { error };
    });
  }

  private throwFailure(): void {
    if (this.failure !== undefined) throw this.failure.error;
  }
}

/** FNV-1a: spreads case ids evenly. */
function laneOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193) >>> 0;
  return hash;
}

/** About what a row takes on the wire: its text stands in it once whole and, where it is sealed column by column, once again. */
function sizeOf({ source, personal }: ImportRow): number {
  const values = personal === undefined ? 0 : Object.values(personal).reduce((sum, value) => sum + value.length, 0);
  return 600 + (source.length + values) * 1.2;
}
