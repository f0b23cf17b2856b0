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

  /** A command on a case whose area is known: asks the database for nothing but its stream. */
  runIn(area: string | undefined, caseId: string, origin: Origin, commandOf: CommandUnder): Promise<Outcome<CaseRefusal>> {
    const { command, stamped } = this.under(area, origin, commandOf);
    return this.cases.run(caseStream(caseId), command, stamped);
  }

  /** A command that opens a case, whose id derives from the command's. */
  open(area: string, caseId: string, origin: Origin, commandOf: CommandUnder): Promise<Outcome<CaseRefusal>> {
    const { command, stamped } = this.under(area, origin, commandOf);
    return this.cases.open(caseStream(caseId), command, stamped);
  }

  private under(
    area: string | undefined,
    origin: Origin,
    commandOf: CommandUnder,
  ): { readonly command: CaseCommand; readonly stamped: Origin } {
    const at = shanghai(this.clock.now());
    const rules = area === undefined ? undefined : this.book.rules(area, at);
    const guards = area === undefined ? undefined : this.book.flagged(area, at);
    const command = commandOf({ at, actor: origin.actor, ...(guards === undefined ? {} : { guards }) }, rules);
    return { command, stamped: rules === undefined ? origin : stampedWith(origin, rules) };
  }

  /** A command on a case that exists: its area says which versions are in force. */
  async run(caseId: string, origin: Origin, commandOf: CommandUnder): Promise<Outcome<CaseRefusal>> {
    const row = await this.board.find(caseId);
    return this.runIn(row?.area ?? origin.actor.area, caseId, origin, commandOf);
  }
}

const stampedWith = (origin: Origin, { policy, calendar }: DeadlineRules): Origin => ({
  ...origin,
  policyVersion: policy.version,
  calendarVersion: calendar.version,
});
