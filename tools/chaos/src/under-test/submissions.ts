import { demoArea } from '@huying/contracts';
import { setTimeout as pause } from 'node:timers/promises';
import { PersistentCalls } from './persistent-calls.js';

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
  private granted = 0;
  private taken = 0;
  private stopping = false;
  private readonly calls: PersistentCalls;
  private readonly senders: Promise<void>[] = [];

  constructor(gateway: string) {
    this.calls = new PersistentCalls(gateway);
  }

  get unexpected(): readonly string[] {
    return this.calls.unexpected;
  }

  get refusals(): ReadonlyMap<number, number> {
    return this.calls.refusals;
  }

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
    this.calls.abandon();
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
    const told = {
      area: demoArea.community,
      service: 'rubbish',
      description: '垃圾没有清走。',
      place: { grid: 'G1', building: 'B1' },
      contact: 'declined',
    };
    const registered = await this.calls.send({ path: '/v1/cases', token: resident, key, body: told });
    if (registered === undefined) return;
    const caseId = String(registered.body['caseId']);
    // Every fourth goes on to dispatch, so that effects in another log are under way when the fault comes.
    const accepted = number % 4 === 0;
    if (accepted) {
      const body = { priority: 'normal', grid: 'G1', building: 'B1' };
      const path = `/v1/cases/${caseId}/acceptance`;
      const answer = await this.calls.send({ path, token: clerk, key: `${key}-accepted`, body });
      if (answer === undefined) return;
    }
    this.acknowledged.push({ caseId, accepted });
  }
}
