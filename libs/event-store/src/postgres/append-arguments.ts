import type { Append } from '../event-store.js';
import { binaryArray } from './binary-array.js';

/** The arguments that both append functions take, in order, one binary array each (0005_append_fast.sql). */
export function appendArguments(batch: readonly Append[]): Buffer[] {
  const events = batch.flatMap((append, index) => append.events.map((event) => ({ event, command: index + 1 })));
  return [
    binaryArray.text(batch.map((append) => append.stream)),
    binaryArray.int4(batch.map((append) => append.expected)),
    binaryArray.uuid(batch.map((append) => append.command.id)),
    binaryArray.hex(batch.map((append) => append.command.digest)),
    binaryArray.int4(events.map(({ command }) => command)),
    binaryArray.text(events.map(({ event }) => event.type)),
    binaryArray.text(events.map(({ event }) => event.caseKey ?? null)),
    binaryArray.text(events.map(({ event }) => event.cause?.source ?? null)),
    binaryArray.int8(events.map(({ event }) => event.cause?.position ?? null)),
    binaryArray.timestamptz(events.map(({ event }) => event.time)),
    binaryArray.bytea(events.map(({ event }) => event.body)),
  ];
}

const parameters = Array.from({ length: 11 }, (_, index) => `$${index + 1}`).join(', ');

export const appendFast = { name: 'append_fast', text: `SELECT event_store.append_fast(${parameters}) AS base` } as const;
export const appendCareful = {
  name: 'append_careful',
  text: `SELECT verdict, first, last, version, repeated FROM event_store.append_careful(${parameters})`,
} as const;
