import type pg from 'pg';
import { AppendFailed, EventStoreUnavailable, type Append, type AppendResult } from '../event-store.js';
import type { Settled } from '../group-commit.js';
import { appendArguments, appendCareful, appendFast } from './append-arguments.js';
import { faultOf } from './faults.js';
import { patiently } from './patience.js';

interface Verdict {
  readonly verdict: 'appended' | 'conflict' | 'mismatch' | 'retry';
  readonly first: string | null;
  readonly last: string | null;
  readonly version: number | null;
  readonly repeated: boolean;
}

/**
 * Appends a batch in one statement: the fast path first; the careful path where a check is violated, where commands of the batch are
 * rivals for one stream or id, and wherever an earlier try may have taken effect unheard; each item by itself, under the same id, where
 * the statement fails as a whole.
 */
export class BatchAppender {
  constructor(
    private readonly pool: pg.Pool,
    private readonly patienceMs: number,
  ) {}

  async send(batch: readonly Append[]): Promise<readonly Settled<AppendResult>[]> {
    try {
      const results = await this.sendAsOne(batch);
      return results.map((answer) => ({ answer }));
    } catch (error) {
      return this.judgeFailure(batch, error);
    }
  }

  private async sendAsOne(batch: readonly Append[]): Promise<readonly AppendResult[]> {
    const values = appendArguments(batch);
    const verdicts = await patiently(this.patienceMs, `append ${batch.length} commands`, async (attempt) => {
      // After a lost answer the careful path finds what the first try did.
      if (attempt > 0 || holdsRivals(batch)) return this.carefully(values);
      try {
        const { rows } = await this.pool.query<{ base: string }>({ ...appendFast, values });
        return placesAfter(Number(rows[0]?.base), batch);
      } catch (error) {
        if (faultOf(error) !== 'violation') throw error;
        return this.carefully(values);
      }
    });
    return this.settleRivals(batch, verdicts);
  }

  /** Asks again for those that an earlier rival of the batch stood in the way of; each round settles at least the first of them. */
  private async settleRivals(batch: readonly Append[], verdicts: readonly (AppendResult | 'retry')[]): Promise<readonly AppendResult[]> {
    const rivals = batch.filter((_, index) => verdicts[index] === 'retry');
    const settled = rivals.length === 0 ? [] : [...(await this.sendAsOne(rivals))];
    return verdicts.map((verdict) => {
      const result = verdict === 'retry' ? settled.shift() : verdict;
      if (result === undefined) throw new TypeError('the database answered fewer commands than it was asked');
      return result;
    });
  }

  private async carefully(values: Buffer[]): Promise<readonly (AppendResult | 'retry')[]> {
    const { rows } = await this.pool.query<Verdict>({ ...appendCareful, values });
    return rows.map(resultOf);
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

/** Two commands for one stream, or under one id: the fast path would surely be violated. */
function holdsRivals(batch: readonly Append[]): boolean {
  return (
    new Set(batch.map((append) => append.stream)).size < batch.length ||
    new Set(batch.map((append) => append.command.id)).size < batch.length
  );
}

function placesAfter(base: number, batch: readonly Append[]): AppendResult[] {
  let position = base;
  return batch.map(({ expected, events }) => {
    const first = position + 1;
    position += events.length;
    return { kind: 'appended', first, last: position, version: expected + events.length, repeated: false };
  });
}

function resultOf({ verdict, first, last, version, repeated }: Verdict): AppendResult | 'retry' {
  switch (verdict) {
    case 'appended':
      return { kind: 'appended', first: Number(first), last: Number(last), version: Number(version), repeated };
    case 'conflict':
    case 'mismatch':
      return { kind: verdict };
    case 'retry':
      return verdict;
  }
}
