import { defineEventTypes, type EventType, type ServiceName } from '@huying/contracts';
import type { Delivery, DeliveryContext, EventHandler } from '../event-bus.js';

const facts = defineEventTypes(
  { context: 'trial', owner: 'intake', category: 'trial' },
  { Noted: { zh: '已记', data: {} }, Merged: { zh: '已并', data: {} } },
);
const references = defineEventTypes(
  { context: 'rulebook', owner: 'dispatch', category: 'rulebook', reference: true },
  { RuleAdopted: { zh: '已定', data: {} } },
);
export const noted = facts.Noted.type;
export const merged = facts.Merged.type;
export const ruleAdopted = references.RuleAdopted.type;

/** The event types that the contract's events have: what an adapter under test must know as the registry. */
export const contractTypes: ReadonlyMap<string, EventType> = new Map(
  [facts.Noted, facts.Merged, references.RuleAdopted].map((type) => [type.type, type]),
);

export interface ContractEvent {
  readonly type: string;
  readonly caseKey?: string;
  readonly cause?: { readonly source: ServiceName; readonly position: number };
  readonly data?: unknown;
}

/** The handler that leaves one row for each delivery. */
export const record: EventHandler = async ({ source, recorded }: Delivery, { transaction }: DeliveryContext) => {
  await transaction.query('INSERT INTO effect (source, position) VALUES ($1, $2)', [source, recorded.position]);
};
