import type { AuditQuery } from '@huying/contracts';
import type { Origin, Runner } from '@huying/event-store';
import { shanghai, type Json } from '@huying/kernel';
import type { Clock } from '@huying/platform';
import { asAnAuditor } from './as-an-auditor.js';
import type { RunAuditQuery } from './audit-query.decider.js';

/** Records every question before it is answered: no record, no answer. */
export class QueryRecord {
  constructor(
    private readonly runner: Runner<RunAuditQuery, never>,
    private readonly clock: Clock,
  ) {}

  /**
   * Each question has a stream of its own, so that auditors never wait for one another.
   *
   * @param asked the question's parameters, of the form that the route has checked
   */
  async record(query: AuditQuery, asked: object, origin: Origin, caseId?: string): Promise<void> {
    const parameters = Object.fromEntries<Json>(Object.entries(asked).filter(([, value]) => value !== undefined));
    const question = caseId === undefined ? parameters : { ...parameters, case: caseId };
    const command: RunAuditQuery = {
      type: 'RunAuditQuery',
      at: shanghai(this.clock.now()),
      actor: origin.actor,
      data: { query, question, asker: origin.actor },
    };
    const outcome = await this.runner.run(`audit-${origin.command.id}`, command, asAnAuditor(origin));
    if (outcome.kind !== 'accepted') throw new Error(`the record of an audit query was ${outcome.kind}`);
  }
}
