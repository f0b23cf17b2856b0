import { caseIdOf } from '../replay/case-histories.js';
import { eventsPerRegistration } from './registration.js';

export interface QuestionsTask {
  readonly gateway: string;
  readonly authorization: string;
  /** At most one question at a time, this long after the last one began. */
  readonly everyMs: number;
  /** A case that has been visible for long. */
  readonly knownCase: number;
}

/**
 * An auditor who asks for the history of a case the moment that it is committed, saying so (`Huying-Seen`), and then, for comparison, for
 * that of a case long known. He asks now and then: each question is recorded, and so is load of its own.
 */
export class Questions {
  private readonly askedMs: number[] = [];
  private readonly knownMs: number[] = [];
  private underWay: Promise<void> | undefined;
  private failure: unknown;
  private next = 0;

  constructor(private readonly task: QuestionsTask) {}

  /** Opens the connection and warms this process's code. */
  begin(): Promise<void> {
    return this.ask(this.task.knownCase);
  }

  /** Told of every commit; asks about some. */
  committed(n: number, position: number, when: number): void {
    if (this.underWay !== undefined || when < this.next) return;
    this.next = when + this.task.everyMs;
    this.underWay = this.askBoth(n, position, when)
      .catch((failure: unknown) => {
        this.failure = failure;
      })
      .finally(() => (this.underWay = undefined));
  }

  /** @throws what a question failed with */
  async answers(): Promise<{ readonly askedMs: readonly number[]; readonly knownMs: readonly number[] }> {
    await this.underWay;
    if (this.failure !== undefined) throw this.failure as Error;
    return { askedMs: this.askedMs, knownMs: this.knownMs };
  }

  private async askBoth(n: number, position: number, when: number): Promise<void> {
    await this.ask(n, `intake:${position}`);
    this.askedMs.push(performance.now() - when);
    const again = performance.now();
    await this.ask(this.task.knownCase);
    this.knownMs.push(performance.now() - again);
  }

  private async ask(n: number, seen?: string): Promise<void> {
    const { gateway, authorization } = this.task;
    const response = await fetch(`${gateway}/v1/audit/cases/${caseIdOf(n)}/history`, {
      headers: { authorization, ...(seen === undefined ? {} : { 'huying-seen': seen }) },
    });
    const answer = (await response.json()) as { readonly events?: readonly unknown[] };
    if (answer.events?.length !== eventsPerRegistration)
      throw new Error(`the history of case ${n} was answered ${response.status} ${JSON.stringify(answer)}`);
  }
}
