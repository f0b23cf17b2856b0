import type { CaseCommand, CaseRefusal } from '@huying/domain-case';
import type { DeadlineRules } from '@huying/domain-deadline';
import type { Origin, Outcome, Runner } from '@huying/event-store';
import { shanghai, type Actor, type Instant, type PolicyGuards } from '@huying/kernel';
import type { Clock } from '@huying/platform';
import type { CasesBoardQuery } from '../cases-board/cases-board.query.js';
import type { ReferenceBook } from '../reference-book/reference-book.js';
import { caseStream } from './case-streams.js';

/** What every command carries: the moment, who acts, and the policy in force where the case lies. */
export interface Circumstances {
  readonly at: Instant;
  readonly actor: Actor;
  readonly guards?: PolicyGuards;
}

/** @param rules for due dates; `undefined` while no policy or calendar is adopted. */
export type CommandUnder = (circumstances: Circumstances, rules: DeadlineRules | undefined) => CaseCommand;

/** Runs commands on cases under the versions in force, which the events then name (I6). */
export class CaseDesk {
  constructor(
    private readonly cases: Runner<CaseCommand, CaseRefusal>,
    private readonly board: CasesBoardQuery,
    private readonly book: ReferenceBook,
    private readonly clock: Clock,
  ) {}

  /** A command on a case whose area is known, such as a new one: asks the database for nothing but its stream. */
  runIn(area: string | undefined, caseId: string, origin: Origin, commandOf: CommandUnder): Promise<Outcome<CaseRefusal>> {
    const at = shanghai(this.clock.now());
    const rules = area === undefined ? undefined : this.book.rules(area, at);
    const guards = area === undefined ? undefined : this.book.flagged(area, at);
    const command = commandOf({ at, actor: origin.actor, ...(guards === undefined ? {} : { guards }) }, rules);
    return this.cases.run(caseStream(caseId), command, rules === undefined ? origin : stamped(origin, rules));
  }

  /** A command on a case that exists: its area says which versions are in force. */
  async run(caseId: string, origin: Origin, commandOf: CommandUnder): Promise<Outcome<CaseRefusal>> {
    const row = await this.board.find(caseId);
    return this.runIn(row?.area ?? origin.actor.area, caseId, origin, commandOf);
  }
}

const stamped = (origin: Origin, { policy, calendar }: DeadlineRules): Origin => ({
  ...origin,
  policyVersion: policy.version,
  calendarVersion: calendar.version,
});
