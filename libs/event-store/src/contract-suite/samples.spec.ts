import { createHash } from 'node:crypto';
import { derivedId } from '@huying/platform';
import type { Append, AppendResult, CommandIdentity, EventStore, NewEvent, RecordedEvent } from '../event-store.js';

/** A command identity that is the same in every run: `name` stands for the id, `request` for what was asked. */
export const command = (name: string, request = 'the request'): CommandIdentity => ({
  id: derivedId('command', name),
  digest: createHash('sha256').update(request).digest('hex'),
});

/** A small event that says `what` happened. */
export const event = (what: string): NewEvent => ({
  type: 'cn.huying.case.Noted.v1',
  time: Date.parse('2026-06-18T09:00:00.000+08:00'),
  caseKey: 'the-case',
  body: Buffer.from(JSON.stringify({ specversion: '1.0', data: { what } })),
});

/** One event `what` for `stream`, under a command of the same name unless another is given. */
export const append = (stream: string, expected: number, what: string, by: CommandIdentity = command(`${stream} ${what}`)): Append => ({
  stream,
  expected,
  events: [event(what)],
  command: by,
});

/** What {@link event} said. */
export const saidIn = ({ body }: RecordedEvent): string => (JSON.parse(body.toString()) as { data: { what: string } }).data.what;

export async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const collected: Item[] = [];
  for await (const item of items) collected.push(item);
  return collected;
}

export const historyOf = async (store: EventStore, stream: string): Promise<string[]> => (await all(store.readStream(stream))).map(saidIn);

export const kindsOf = (results: readonly AppendResult[]): string[] => results.map((result) => result.kind);
