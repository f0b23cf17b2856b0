import { covers, happened, judge, refused, refusedForNow, type Actor, type Decision } from '@huying/kernel';
import type { Assignee } from '@huying/domain-case';
import type { RevealOrder } from './order-commands.js';
import type { OrderFact, OrderRevealGround } from './order-facts.js';
import type { OrderRefusal } from './order-refusals.js';
import type { OrderState, TakenOrder } from './order-state.js';

/**
 * Records that somebody reads the sealed parts of an order, before he reads them (RULES §6, DESIGN §9): its handler or the lead of his
 * unit, whoever decides about it in its area, or an auditor. Anybody else's try is recorded as denied.
 */
export function revealOrder({ actor, data, guards }: RevealOrder, state: OrderState): Decision<OrderFact, OrderRefusal> {
  if (state.status === 'absent') return refusedForNow('HANDOVER_PENDING');
  const { fields, reason } = data;
  if (fields.length === 0) return refused('NOTHING_TO_REVEAL');
  const secrets = [{ part: 'reason', person: state.matter.keyHolder, value: reason }];
  const ground = groundOf(actor, state);
  if (ground !== undefined) return happened<OrderFact>({ type: 'PiiRevealed', data: { fields, ground }, secrets });
  const { refusing, breaches } = judge(['pii.assignment'], guards);
  if (refusing !== undefined) return happened<OrderFact>({ type: 'PiiRevealDenied', data: { fields }, secrets });
  return happened<OrderFact>({ type: 'PiiRevealed', data: { fields, ground: 'none', breaches }, secrets });
}

const decides: ReadonlySet<string> = new Set(['DIS', 'ST', 'SEC', 'SUP', 'REV']);

function groundOf(actor: Actor, state: TakenOrder): OrderRevealGround | undefined {
  const inquires = actor.role === 'AUD' && covers(actor.area, state.matter.area);
  if (inquires) return 'inquiry';
  if (state.status === 'handed-back' || state.status === 'withdrawn') return undefined;
  if ('assignee' in state && isHandler(actor, state.assignee, state.matter.area)) return 'assignment';
  return decides.has(actor.role) && covers(actor.area, state.matter.area) ? 'duty' : undefined;
}

function isHandler(actor: Actor, { unit, person }: Assignee, area: string): boolean {
  if (actor.role === 'HLD') return actor.unit === unit && covers(actor.area, area);
  return actor.person === person;
}
