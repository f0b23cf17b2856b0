import { randomUUID } from 'node:crypto';
import { caseEventTypes, orderEventTypes, type EventType, type ServiceName } from '@huying/contracts';
import { createPostgresEventStore, toNewEvent, type EventStore } from '@huying/event-store';
import { shanghai } from '@huying/kernel';
import type { TrialGateway } from '../trial-gateway.spec.js';

/** One frame of `text/event-stream`. */
export interface Frame {
  readonly id: string;
  readonly event?: string;
  readonly data?: Readonly<Record<string, unknown>>;
}

/** A client of the live stream as a browser would be one: reads frames and remembers the last id. */
export class LiveClient {
  readonly frames: Frame[] = [];
  private readonly abort = new AbortController();
  /** Resolves when the stream has ended, by whatever cause. */
  ended: Promise<void> = Promise.resolve();
  response!: Response;
  text = '';

  static async open(address: string, token: string, query = '', lastEventId?: string): Promise<LiveClient> {
    const client = new LiveClient();
    client.response = await fetch(`${address}/v1/live${query}`, {
      headers: { authorization: `Bearer ${token}`, ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }) },
      signal: client.abort.signal,
    });
    if (client.response.ok) client.ended = client.read().catch(() => undefined);
    return client;
  }

  get lastId(): string {
    return this.frames.at(-1)?.id ?? '';
  }

  /** The positions of a log that he has been told of. */
  positionsOf(source: ServiceName): number[] {
    return this.frames.flatMap(({ data }) => (data?.['source'] === source ? [Number(data['position'])] : []));
  }

  names(): string[] {
    return this.frames.flatMap(({ event }) => event ?? []);
  }

  async close(): Promise<void> {
    this.abort.abort();
    await this.ended;
  }

  private async read(): Promise<void> {
    const decoder = new TextDecoder();
    let rest = '';
    for await (const bytes of this.response.body as unknown as AsyncIterable<Uint8Array>) {
      const text = decoder.decode(bytes, { stream: true });
      this.text += text;
      const blocks = (rest + text).split('\n\n');
      rest = blocks.pop() ?? '';
      this.frames.push(...blocks.map(frameOf));
    }
  }
}

function frameOf(block: string): Frame {
  const fields = new Map(block.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)] as const));
  const [event, data] = [fields.get('event'), fields.get('data')];
  return {
    id: fields.get('id') ?? '',
    ...(event === undefined ? {} : { event }),
    ...(data === undefined ? {} : { data: JSON.parse(data) as Record<string, unknown> }),
  };
}

/** Writes cases into the real logs of intake and dispatch, as these services' runners would. */
export class LogWriter {
  private readonly stores: Readonly<Record<'intake' | 'dispatch', EventStore>>;
  private readonly versions = new Map<string, number>();

  constructor({ logs }: TrialGateway) {
    const open = (connectionString: string) => createPostgresEventStore({ connectionString, connectionsMax: 1 });
    this.stores = { intake: open(logs.intake.applicationUrl), dispatch: open(logs.dispatch.applicationUrl) };
  }

  /** Resolves to the position of the registration. */
  register(caseKey: string, area: string, complainant?: string): Promise<number> {
    const words = { name: '卫惊蛰', phone: '10090000001' };
    return this.append('intake', caseEventTypes.CaseRegistered, caseKey, [
      { area, ...words, ...(complainant === undefined ? {} : { complainant }) },
    ]);
  }

  /** So many further events of a case of intake. */
  reply(caseKey: string, area: string, times = 1): Promise<number> {
    return this.append('intake', caseEventTypes.ResultReplied, caseKey, Array<object>(times).fill({ via: 'phone' }), area);
  }

  dispatch(caseKey: string, area: string, person: string, unit = 'U-PM'): Promise<number> {
    return this.append('dispatch', orderEventTypes.CaseDispatched, caseKey, [{ dispatch: 1, person, unit }], area);
  }

  approveReturn(caseKey: string, area: string): Promise<number> {
    return this.append('dispatch', orderEventTypes.ReturnApproved, caseKey, [{ request: 1 }], area);
  }

  private async append(
    service: 'intake' | 'dispatch',
    type: EventType,
    caseKey: string,
    facts: readonly object[],
    area?: string,
  ): Promise<number> {
    const stream = `${type.category}-${caseKey}`;
    const expected = this.versions.get(stream) ?? 0;
    const command = { id: randomUUID(), digest: '0'.repeat(64) };
    const actor = { person: 'P-secret-actor', role: 'ACC', area: '430304' } as const;
    const events = facts.map((data, n) =>
      toNewEvent(
        service,
        {
          ...{ id: randomUUID(), type, stream, version: expected + n + 1, time: shanghai(Date.now()) },
          ...{ caseKey, cycle: undefined, area, data, sealed: [] },
        },
        { command, actor, correlationId: randomUUID() },
      ),
    );
    const result = await this.stores[service].append({ stream, expected, events, command });
    if (result.kind !== 'appended') throw new Error(result.kind);
    this.versions.set(stream, result.version);
    return result.last;
  }

  async close(): Promise<void> {
    await Promise.all(Object.values(this.stores).map((store) => store.close()));
  }
}
