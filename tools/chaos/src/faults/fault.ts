import type { RunningSystem } from '@huying/start';
import type { SmallDisk } from '../machine/small-disk.js';
import type { Databases } from '../under-test/databases.js';
import type { People } from '../under-test/people.js';
import type { Submissions } from '../under-test/submissions.js';

export type Bus = RunningSystem['settings']['bus'];

export const faultKinds = ['kill', 'freeze', 'disk', 'twins', 'partition', 'redeliver', 'restore', 'erase'] as const;
export type FaultKind = (typeof faultKinds)[number];

/** What a fault is injected into. */
export interface Scene {
  /** The one that runs now: a fault may stop it and start it again on the same data. */
  readonly system: RunningSystem;
  readonly databases: Databases;
  readonly submissions: Submissions;
  /** Who come beside, and are erased. */
  readonly people: People;
  /** Before the first submission. */
  readonly casesBefore: number;
  /** The one that PostgreSQL's files lie on, where one could be mounted. */
  readonly disk: SmallDisk | undefined;
  /** For what a fault keeps beside the system's data. */
  readonly folder: string;
  readonly stop: () => Promise<void>;
  /** Starts the system again, behind the same address. @throws StartFault */
  readonly start: () => Promise<void>;
}

export interface Fault {
  readonly kind: FaultKind;
  /** As the table names it. */
  readonly name: string;
  readonly buses: readonly Bus[];
  /** Why it cannot be injected on this machine, in a sentence; undefined where it can. */
  readonly unavailable?: () => string | undefined;
  /**
   * Injects it into a system under load, and takes it back: when this resolves, nothing stands in the way of a recovery any more.
   *
   * @throws FaultMissed when it was without effect, so that surviving it means nothing
   */
  readonly inject: (scene: Scene) => Promise<void>;
}

/** The fault did not do to the system what its name says. */
export class FaultMissed extends Error {
  override readonly name = 'FaultMissed';
}

export const bothBuses: readonly Bus[] = ['postgres', 'kafka'];
