import { createHash } from 'node:crypto';
import type { CaseAccepted } from '@huying/domain-case';
import { TransientFault, type Delivery, type DeliveryContext } from '@huying/event-bus';
import { shanghai, type Actor } from '@huying/kernel';
import { activeTraceparent, type Clock } from '@huying/platform';
import { orderStream, type OrderRunner } from '../order-desk/order-desk.js';
import type { RulesInForce } from '../rules-in-force/rules-in-force.js';

const handover: Actor = { person: 'system:handover', role: 'SYS' };

export class TakeHandoverHandler {
  constructor(
    private readonly orders: OrderRunner,
    private readonly rules: RulesInForce,
    private readonly clock: Clock,
  ) {}

  /**
   * Takes an accepted case over from intake (DESIGN §2): `HandoverTaken` on `order-<case>`, under the number that intake gave, with all
   * that dispatch needs of the case. A hand-over that was taken before changes nothing.
   */
  async execute({ envelope, recorded, source }: Delivery<CaseAccepted['data']>, context: DeliveryContext): Promise<void> {
    const caseId = envelope.casekey;
    if (caseId === undefined) throw new TypeError('an accepted case has no key');
    const at = shanghai(this.clock.now());
    const traceparent = activeTraceparent() ?? envelope.traceparent;
    const outcome = await this.orders.run(
      orderStream(caseId),
      { type: 'TakeHandover', at, actor: handover, data: takenOver(envelope.data) },
      {
        command: { id: context.commandId(0), digest: createHash('sha256').update(recorded.body).digest('hex') },
        actor: handover,
        correlationId: envelope.correlationid,
        cause: { source: envelope.source, position: recorded.position },
        seen: `${source}:${String(recorded.position)}`,
        ...(await this.versionsAt(envelope.data.area, at)),
        ...(traceparent === undefined ? {} : { traceparent }),
      },
    );
    switch (outcome.kind) {
      case 'accepted':
      case 'unchanged':
        return;
      case 'contended':
        throw new TransientFault(`order ${caseId} kept moving`);
      case 'refused':
        throw new Error(`hand-over ${String(envelope.data.handover)} of case ${caseId} was refused: ${outcome.refusal.code}`);
      case 'changed':
        throw new Error(`order ${caseId} was taken over under a condition, which no hand-over has`);
      case 'mismatch':
        throw new Error(`hand-over ${String(envelope.data.handover)} of case ${caseId} came with other bytes before`);
    }
  }

  /** The versions in force, where any are: a case may be accepted before the first ones are adopted. */
  private async versionsAt(area: string, at: string): Promise<{ policyVersion?: string; calendarVersion?: string }> {
    const rules = await this.rules.at(area, at);
    return typeof rules === 'string' ? {} : { policyVersion: rules.policy.version, calendarVersion: rules.calendar.version };
  }
}

function takenOver({
  handover,
  cycle,
  area,
  type,
  service,
  priority,
  place,
  contact,
  complainant,
  keyHolder,
  subjectUnit,
}: CaseAccepted['data']) {
  return {
    handover,
    cycle,
    area,
    type,
    service,
    priority,
    place,
    contact,
    keyHolder,
    ...(complainant === undefined ? {} : { complainant }),
    ...(subjectUnit === undefined ? {} : { subjectUnit }),
  };
}
