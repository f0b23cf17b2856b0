import { demoArea } from '@huying/contracts';
import { setTimeout as pause } from 'node:timers/promises';

export interface AcknowledgedCase {
  readonly caseId: string;
  /** Whether its acceptance was acknowledged too: then it crosses to dispatch. */
  readonly accepted: boolean;
}

export interface Tokens {
  readonly resident: string;
  readonly clerk: string;
}

/** Between two submissions of one sender: a fault must find work under way, and rounds must not pile up data. */
const paceMs = 100;

/**
 * Residents and clerks who send, and send again under the same key until they have an answer, whatever is being done to the system. They
 * send as many submissions as they were granted and wait for the next grant.
 */
export class Submissions {
  readonly acknowledged: AcknowledgedCase[] = [];
  /** Answers that no client should ever see, whatever happens to the system: a fault of ours. */
  readonly unexpected: string[] = [];
  /** How often a call was answered with a status that asks to try again; 0 counts calls without an answer. */
  readonly refusals = new Map<number, number>();
  private granted = 0;
  private taken = 0;
  private stopping = false;
  private readonly given = new AbortController();
  private readonly senders: Promise<void>[] = [];

  constructor(private readonly gateway: string) {}

  begin(senders: number, tokens: Tokens): void {
    for (let sender = 0; sender < senders; sender++) this.senders.push(this.send(sender, tokens));
  }

  /** Lets so many more submissions be sent. */
  grant(submissions: number): void {
    this.granted += submissions;
  }

  /** True when everything that was granted has been acknowledged. */
  get settled(): boolean {
    return this.acknowledged.length >= this.granted;
  }

  /** Lets everything that was begun be acknowledged, and stops. */
  async finish(): Promise<void> {
    this.stopping = true;
    await Promise.all(this.senders);
  }

  /** Stops without waiting for answers that may never come. */
  async abandon(): Promise<void> {
    this.given.abort();
    await this.finish();
  }

  private async send(sender: number, tokens: Tokens): Promise<void> {
    while (!this.stopping) {
      if (this.taken < this.granted) await this.submit(this.taken++, tokens);
      await pause(paceMs * (0.75 + sender * 0.1));
    }
  }

  private async submit(number: number, { resident, clerk }: Tokens): Promise<void> {
    const key = `fault-${String(number)}-submission`;
    const registered = await this.persistently('/v1/cases', resident, key, {
      area: demoArea.community,
      service: 'rubbish',
      description: '垃圾没有清走。',
      place: { grid: 'G1', building: 'B1' },
      contact: 'declined',
    });
    if (registered === undefined) return;
    const caseId = String(registered['caseId']);
    // Every fourth goes on to dispatch, so that effects in another log are under way when the fault comes.
    const accepted = number % 4 === 0;
    if (accepted) {
      const body = { priority: 'normal', grid: 'G1', building: 'B1' };
      const answer = await this.persistently(`/v1/cases/${caseId}/acceptance`, clerk, `${key}-accepted`, body);
      if (answer === undefined) return;
    }
    this.acknowledged.push({ caseId, accepted });
  }

  /** Sends the same call until it is acknowledged: no answer, busy, and unavailable are asked again. Undefined when it was abandoned. */
  private async persistently(path: string, token: string, key: string, body: object): Promise<Record<string, unknown> | undefined> {
    while (!this.given.signal.aborted) {
      const answer = await fetch(`${this.gateway}${path}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': key },
        body: JSON.stringify(body),
        signal: AbortSignal.any([this.given.signal, AbortSignal.timeout(30_000)]),
      }).then(
        async (response) => ({ status: response.status, text: await response.text() }),
        () => undefined,
      );
      if (answer?.status === 200 || answer?.status === 201) return JSON.parse(answer.text) as Record<string, unknown>;
      const status = answer?.status ?? 0;
      this.refusals.set(status, (this.refusals.get(status) ?? 0) + 1);
      if (![0, 409, 429, 503].includes(status)) this.unexpected.push(`${path}: ${String(status)} ${answer?.text.slice(0, 300) ?? ''}`);
      await pause(50);
    }
    return undefined;
  }
}
