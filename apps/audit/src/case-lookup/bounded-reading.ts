import { ProblemException } from '@huying/platform-nest';
import type { DataSource } from 'typeorm';
import { auditProblems } from '../audit.problems.js';
import type { Ask } from './case-events.js';

/** At once, of the connections that audit's read side has; the others stay free for other questions. */
const togetherMax = 2;

/** Runs questions whose cost their asker chooses: read-only, a few at once, none longer than a limit. */
export class BoundedReading {
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(
    private readonly database: DataSource,
    private readonly millisecondsMax: number,
  ) {}

  /** @throws QUERY_TOO_COSTLY once the limit is reached; the statement is ended then. */
  readonly ask: Ask = (sql, values) => this.together((ask) => ask(sql, values));

  /**
   * Several questions to the database as it stands at one moment.
   *
   * @throws QUERY_TOO_COSTLY once one of them reaches the limit
   */
  async together<Answer>(questions: (ask: Ask) => Promise<Answer>): Promise<Answer> {
    await this.turn();
    try {
      return await this.database.transaction('REPEATABLE READ', async (manager) => {
        await manager.query(`SET TRANSACTION READ ONLY; SET LOCAL statement_timeout = ${String(this.millisecondsMax)}`);
        return questions(<Row>(sql: string, values: readonly unknown[]) => manager.query<Row[]>(sql, [...values]));
      });
    } catch (error) {
      if (!isOutOfTime(error)) throw error;
      const details = { secondsMax: this.millisecondsMax / 1_000 };
      throw new ProblemException('QUERY_TOO_COSTLY', auditProblems.QUERY_TOO_COSTLY, { details, cause: error });
    } finally {
      this.running -= 1;
      this.waiting.shift()?.();
    }
  }

  private async turn(): Promise<void> {
    if (this.running >= togetherMax) await new Promise<void>((resolve) => this.waiting.push(resolve));
    this.running += 1;
  }
}

/** SQLSTATE `query_canceled`. */
const isOutOfTime = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === '57014';
