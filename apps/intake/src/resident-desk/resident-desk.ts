import { residentEventTypes } from '@huying/contracts';
import type { CaseRegistered } from '@huying/domain-case';
import {
  residentDecider,
  type CaseOfPerson,
  type ResidentCommand,
  type ResidentFact,
  type ResidentRefusal,
  type ResidentState,
  type Standing,
} from '@huying/domain-resident';
import { decodeRecorded, type EventStore, type Origin, type Outcome, type Runner, type StreamDefinition } from '@huying/event-store';
import { shanghai, type Actor, type Instant } from '@huying/kernel';
import { derivedId, type Clock } from '@huying/platform';
import { readRows } from '@huying/platform-nest';
import type { DataSource } from 'typeorm';
import { caseStream } from '../case-desk/case-streams.js';
import type { CasesBoardQuery } from '../cases-board/cases-board.query.js';
import { standings } from './standings.projection.js';

/** How facts about a person's data become events: those of an erasure under its own key, a hold on a case under the case's. */
export const residentStreams: StreamDefinition<ResidentState, ResidentCommand, ResidentFact, ResidentRefusal> = {
  decider: residentDecider,
  types: residentEventTypes,
  keys: (_, { latestKey }) => (latestKey === undefined ? {} : { caseKey: latestKey }),
};

/** What every command about a person's data carries: the moment, who acts, the cases that his key seals, and where else he is known. */
export interface AboutPerson {
  readonly at: Instant;
  readonly actor: Actor;
  readonly cases: readonly CaseOfPerson[];
  readonly standings: readonly Standing[];
}

/** Runs commands on the streams of persons whose data are kept. A person's opaque id is not the stream's name: it may hold any character. */
export class ResidentDesk {
  constructor(
    private readonly residents: Runner<ResidentCommand, ResidentRefusal>,
    private readonly store: Pick<EventStore, 'readStream'>,
    private readonly board: CasesBoardQuery,
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  async run(person: string, origin: Origin, commandOf: (about: AboutPerson) => ResidentCommand): Promise<Outcome<ResidentRefusal>> {
    const [cases, known] = await Promise.all([
      this.board.ofPerson(person),
      readRows(this.dataSource, standings, 'WHERE person = $1', [person]),
    ]);
    const about = { at: shanghai(this.clock.now()), actor: origin.actor, cases, standings: known };
    return this.residents.run(streamOf(person), commandOf(about), origin);
  }

  /** Whose key seals a case; undefined where there is no such case. An imported case names nobody and has a key of its own. */
  async keyHolderOf(caseId: string): Promise<string | undefined> {
    for await (const recorded of this.store.readStream(caseStream(caseId))) return decodeRecorded<CaseRegistered>(recorded).data.keyHolder;
    for await (const { caseKey } of this.store.readStream(`foreign-${caseId}`)) return `case:${caseKey ?? caseId}`;
    return undefined;
  }

  /** What the append that an outcome tells of has recorded last. */
  async recorded(person: string, version: number): Promise<ResidentFact | undefined> {
    for await (const recorded of this.store.readStream(streamOf(person), version - 1)) return decodeRecorded<ResidentFact>(recorded);
    return undefined;
  }
}

const streamOf = (person: string): string => `resident-${derivedId('resident', person)}`;
