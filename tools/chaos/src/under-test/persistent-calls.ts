import { setTimeout as pause } from 'node:timers/promises';
import { formatSeen, mergeSeen, parseSeen } from '@huying/platform-nest';

export interface Acknowledged {
  readonly body: Readonly<Record<string, unknown>>;
  /** `Huying-Seen` of the call and its answer: whoever goes on from it reads at least that far. */
  readonly seen: string;
}

export interface PersistentCall {
  readonly path: string;
  readonly token: string;
  /** The same key gives the same answer, however often it is sent. */
  readonly key: string;
  readonly body?: object;
  readonly seen?: string;
}

/** Answers that ask to try again, whatever is being done to the system; 0 is no answer. */
const passing = [0, 409, 429, 503];

/** Sends the same call until it is acknowledged: no answer, busy, and unavailable are asked again, and whatever else is told, once. */
export class PersistentCalls {
  /** Answers that no client should ever see, whatever happens to the system: a fault of ours. */
  readonly unexpected: string[] = [];
  /** How often a call was answered with a status that asks to try again; 0 counts calls without an answer. */
  readonly refusals = new Map<number, number>();
  private readonly given = new AbortController();

  constructor(private readonly gateway: string) {}

  /** Waits for no answer any more. */
  abandon(): void {
    this.given.abort();
  }

  /** Undefined when it was abandoned. */
  async send({ path, token, key, body, seen = '' }: PersistentCall): Promise<Acknowledged | undefined> {
    const headers = {
      ...{ authorization: `Bearer ${token}`, 'idempotency-key': key },
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(seen === '' ? {} : { 'huying-seen': seen }),
    };
    while (!this.given.signal.aborted) {
      const answer = await fetch(`${this.gateway}${path}`, {
        method: 'POST',
        headers,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        signal: AbortSignal.any([this.given.signal, AbortSignal.timeout(30_000)]),
      }).then(
        async (response) => ({ status: response.status, text: await response.text(), seen: response.headers.get('huying-seen') ?? '' }),
        () => undefined,
      );
      if (answer?.status === 200 || answer?.status === 201)
        return {
          body: JSON.parse(answer.text) as Acknowledged['body'],
          seen: formatSeen(mergeSeen(parseSeen(seen), parseSeen(answer.seen))),
        };
      const status = answer?.status ?? 0;
      this.refusals.set(status, (this.refusals.get(status) ?? 0) + 1);
      if (!passing.includes(status)) this.tell(`${path}: ${String(status)} ${answer?.text.slice(0, 300) ?? ''}`);
      await pause(50);
    }
    return undefined;
  }

  private tell(answer: string): void {
    const about = answer.slice(0, answer.indexOf('"instance"'));
    if (!this.unexpected.some((known) => known.startsWith(about))) this.unexpected.push(answer);
  }
}
