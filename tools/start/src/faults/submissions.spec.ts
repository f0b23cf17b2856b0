import { demoArea } from '@huying/contracts';
import { setTimeout as pause } from 'node:timers/promises';

export interface AcknowledgedCase {
  readonly caseId: string;
  /** Whether its acceptance was acknowledged too: then it crosses to dispatch. */
  readonly accepted: boolean;
}

/** Residents and clerks who send, and send again under the same key until they have an answer, whatever is being killed. */
export class Submissions {
  readonly acknowledged: AcknowledgedCase[] = [];
  /** Answers that no client should ever see, whatever is killed: a fault of ours. */
  readonly unexpected: string[] = [];
  private stopping = false;
  private readonly senders: Promise<void>[] = [];

  constructor(
    private readonly gateway: string,
    private readonly tokens: { readonly resident: string; readonly clerk: string },
  ) {}

  begin(senders: number): void {
    for (let sender = 0; sender < senders; sender++) this.senders.push(this.send(sender));
  }

  /** Lets everything that was begun be acknowledged, and stops. */
  async finish(): Promise<void> {
    this.stopping = true;
    await Promise.all(this.senders);
  }

  private async send(sender: number): Promise<void> {
    for (let number = 0; !this.stopping; number++) {
      const key = `fault-${String(sender)}-${String(number)}-submission`;
      const registered = await this.persistently('/v1/cases', this.tokens.resident, key, {
        area: demoArea.community,
        service: 'rubbish',
        description: '垃圾没有清走。',
        place: { grid: 'G1', building: 'B1' },
        contact: 'declined',
      });
      const caseId = String(registered['caseId']);
      // Every fourth goes on to dispatch, so that effects in another log are under way when processes die.
      const accepted = number % 4 === 0;
      if (accepted) {
        const body = { priority: 'normal', grid: 'G1', building: 'B1' };
        await this.persistently(`/v1/cases/${caseId}/acceptance`, this.tokens.clerk, `${key}-accepted`, body);
      }
      this.acknowledged.push({ caseId, accepted });
    }
  }

  /** Sends the same call until it is acknowledged: no answer, busy, and unavailable are asked again. */
  private async persistently(path: string, token: string, key: string, body: object): Promise<Record<string, unknown>> {
    for (;;) {
      const answer = await fetch(`${this.gateway}${path}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': key },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(30_000),
      }).then(
        async (response) => ({ status: response.status, text: await response.text() }),
        () => undefined,
      );
      if (answer?.status === 200 || answer?.status === 201) return JSON.parse(answer.text) as Record<string, unknown>;
      const mayPass = answer === undefined || [409, 429, 503].includes(answer.status);
      if (!mayPass) this.unexpected.push(`${path}: ${String(answer.status)} ${answer.text.slice(0, 300)}`);
      await pause(50);
    }
  }
}
