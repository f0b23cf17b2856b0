import { AppendFailed, EventStoreUnavailable, type Append, type AppendResult } from '../event-store.js';
import type { Settled } from '../group-commit.js';
import { appendArguments, appendCareful, appendFast } from './append-arguments.js';
import { faultOf } from './faults.js';
import { patiently } from './patience.js';

/** A way to run one statement; a pool of connections or a single one. */
export interface Statements {
  query<Row>(statement: { readonly name?: string; readonly text: string; readonly values?: unknown[] }): Promise<{ readonly rows: Row[] }>;
}

interface Verdict {
  readonly verdict: 'appended' | 'conflict' | 'mismatch' | 'retry';
  readonly first: string | null;
  readonly last: string | null;
  readonly version: number | null;
  readonly repeated: boolean;
}

/**
 * Appends a batch in one statement: the fast path first; the careful path where a check is violated, and wherever an earlier try may
 * have taken effect unheard; each item by itself, under the same id, where the statement fails as a whole.
 */
export class BatchAppender {
  constructor(
    private readonly database: Statements,
    private readonly patienceMs: number,
  ) {}

  async send(batch: readonly Append[]): Promise<readonly Settled<AppendResult>[]> {
    try {
      const results = await this.sendAsOne(batch);
      return await Promise.all(results.map(async (result, index) => ({ answer: result ?? (await this.again(batch[index])) })));
    } catch (error) {
      return this.judgeFailure(batch, error);
    }
  }

  /** Undefined stands for `retry`: an earlier command of the batch stood in the way. */
  private async sendAsOne(batch: readonly Append[]): Promise<readonly (AppendResult | undefined)[]> {
    const values = appendArguments(batch);
    return patiently(this.patienceMs, `append ${batch.length} commands`, async (attempt) => {
      if (attempt > 0) return this.carefully(values); // A lost answer: the careful path finds what the first try did.
      try {
        const { rows } = await this.database.query<{ base: string }>({ ...appendFast, values });
        return placesAfter(Number(rows[0]?.base), batch);
      } catch (error) {
        if (faultOf(error) !== 'violation') throw error;
        return this.carefully(values);
      }
    });
  }

  private async carefully(values: Buffer[]): Promise<readonly (AppendResult | undefined)[]> {
    const { rows } = await this.database.query<Verdict>({ ...appendCareful, values });
    return rows.map(resultOf);
  }

  private async again(append: Append | undefined): Promise<AppendResult> {
    if (append === undefined) throw new Error('the careful path answered more commands than it was asked');
    const [result] = await this.sendAsOne([append]);
    if (result === undefined) throw new Error('a command alone in its batch cannot stand in its own way');
    return result;
  }

  private async judgeFailure(batch: readonly Append[], error: unknown): Promise<readonly Settled<AppendResult>[]> {
    if (error instanceof EventStoreUnavailable) return batch.map(() => ({ failure: error }));
    const [only] = batch;
    if (batch.length === 1 && only !== undefined) {
      return [{ failure: new AppendFailed(`append to ${only.stream} refused by the database`, { cause: error }) }];
    }
    const settled: Settled<AppendResult>[] = [];
    for (const append of batch) settled.push(...(await this.send([append])));
    return settled;
  }
}

function placesAfter(base: number, batch: readonly Append[]): AppendResult[] {
  let position = base;
  return batch.map(({ expected, events }) => {
    const first = position + 1;
    position += events.length;
    return { kind: 'appended', first, last: position, version: expected + events.length, repeated: false };
  });
}

function resultOf({ verdict, first, last, version, repeated }: Verdict): AppendResult | undefined {
  switch (verdict) {
    case 'appended':
      return { kind: 'appended', first: Number(first), last: Number(last), version: Number(version), repeated };
    case 'conflict':
    case 'mismatch':
      return { kind: verdict };
    case 'retry':
      return undefined;
  }
}
