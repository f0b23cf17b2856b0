import { createHash } from 'node:crypto';
import { defineEventTypes } from '@huying/contracts';
import { happened, nothingNew, refused, refusedForNow, type Command, type Decider, type Decision, type Fact } from '@huying/kernel';
import { derivedId } from '@huying/platform';
import { beforeEach } from 'vitest';
import { all } from '../contract-suite/samples.spec.js';
import type { EventStore } from '../event-store.js';
import { createMemoryEventStore } from '../memory/memory-event-store.js';
import type { Origin, Runner, StreamDefinition } from '../runner-contract.js';
import type { Sealer } from '../sealer.js';
import { createRunner } from './runner.js';

/** A lamp that can be reported, and then repaired once: the smallest stream with every kind of answer. */
export type LampEvent = Fact<'LampReported', { pole: number }> | Fact<'LampRepaired', { by: string }>;
export type LampCommand =
  | Command<'Report', { pole: number; words?: string; twice?: boolean }>
  | Command<'Repair', { by: string }>
  | Command<'RepairWhenDark', object>;
export type LampRefusal = 'NO_SUCH_LAMP' | 'STILL_LIGHT';
interface LampState {
  readonly status: 'absent' | 'dark' | 'repaired';
  readonly reports: number;
}

export const decisions: string[] = [];
export const lamp: Decider<LampState, LampCommand, LampEvent, LampRefusal> = {
  initial: { status: 'absent', reports: 0 },
  decide(command, state): Decision<LampEvent, LampRefusal> {
    decisions.push(command.type);
    switch (command.type) {
      case 'Report': {
        const { pole, words, twice } = command.data;
        const fact = { type: 'LampReported', data: { pole } } as const;
        const told = words === undefined ? fact : { ...fact, secrets: [{ part: 'words', person: 'p1', value: words }] };
        return twice === true ? happened<LampEvent>(told, { ...fact, time: '2026-06-18T08:30:00.000+08:00' }) : happened<LampEvent>(told);
      }
      case 'Repair':
        if (state.status === 'absent') return refused('NO_SUCH_LAMP', { hint: 'report it first' });
        return state.status === 'repaired' ? nothingNew : happened<LampEvent>({ type: 'LampRepaired', data: command.data });
      case 'RepairWhenDark':
        return refusedForNow('STILL_LIGHT');
    }
  },
  evolve: (state, event) => {
    switch (event.type) {
      case 'LampReported':
        return { status: 'dark', reports: state.reports + 1 };
      case 'LampRepaired':
        return { ...state, status: 'repaired' };
    }
  },
};
const integer = { type: 'object', properties: { pole: { type: 'integer' } }, required: ['pole'], additionalProperties: false };
const text = { type: 'object', properties: { by: { type: 'string' } }, required: ['by'], additionalProperties: false };
const types = defineEventTypes(
  { context: 'lamp', owner: 'intake', category: 'case' },
  { LampReported: { zh: '路灯报修', data: integer }, LampRepaired: { zh: '路灯修复', version: 2, data: text } },
);
export const definition: StreamDefinition<LampState, LampCommand, LampEvent, LampRefusal> = {
  decider: lamp,
  types,
  keys: (stream, state) => ({ caseKey: stream.slice('case-'.length), cycle: state.reports, area: '430304900900' }),
};

export const at = '2026-06-18T09:00:00.000+08:00';
export const clock = { now: () => Date.parse(at) };
export const actor = { person: 'person-1', role: 'RES', unit: 'community', area: '430304' } as const;
export const origin = (name: string, request = 'request'): Origin => ({
  command: { id: derivedId('command', name), digest: createHash('sha256').update(request).digest('hex') },
  actor,
  correlationId: 'correlation-1',
});
export const report = (data: { pole: number; words?: string; twice?: boolean } = { pole: 7 }): LampCommand => ({
  type: 'Report',
  at,
  actor,
  data,
});
export const repair: Extract<LampCommand, { type: 'Repair' }> = { type: 'Repair', at, actor, data: { by: 'handler-1' } };
export const stream = 'case-lamp-7';

/** What a spec of the runner has before each of its trials. */
export interface LampTrial {
  readonly store: EventStore;
  readonly runner: Runner<LampCommand, LampRefusal>;
}

export const runnerOn = (on: EventStore, more: { sealer?: Sealer; attemptsMax?: number } = {}): Runner<LampCommand, LampRefusal> =>
  createRunner({ store: on, definition, service: 'intake', clock, ...more });

/** An empty store and a runner over it, made anew for each trial. */
export function lampTrials(): LampTrial {
  const made = (): { -readonly [Part in keyof LampTrial]: LampTrial[Part] } => {
    const store = createMemoryEventStore(clock);
    return { store, runner: runnerOn(store) };
  };
  const trial = made();
  beforeEach(() => {
    Object.assign(trial, made());
    decisions.length = 0;
  });
  return trial;
}

/** What stands on the lamp's stream. */
export const bodiesIn = async (store: EventStore): Promise<Record<string, unknown>[]> =>
  (await all(store.readStream(stream))).map((recorded) => JSON.parse(recorded.body.toString()) as Record<string, unknown>);
