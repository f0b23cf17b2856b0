import { moment } from './directory-schemas.js';
import { defineEventTypes, type EventType, type JsonSchema } from './event-type.js';
import { approvers, ofErasure } from './resident.event-types.js';

/** The services that hold keys of persons (DESIGN §9). Audit's own key is its unit's; reporting seals nothing. */
export const keyOwners = ['intake', 'dispatch', 'volunteers'] as const;
export type KeyOwner = (typeof keyOwners)[number];

/** What of an erasure each service records in its own log, after its keys of the person have been destroyed. */
const erased: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['erasure', 'person', 'basis', 'approvedBy', 'kids', 'at', 'keyBackupsGoneBy'],
  properties: {
    ...ofErasure,
    approvedBy: approvers,
    /** The keys destroyed; none where the service had sealed nothing of the person. */
    kids: { type: 'array', items: { type: 'string', format: 'uuid' }, maxItems: 200, uniqueItems: true },
    /** When they were destroyed. */
    at: moment,
    /** When the last backup that may hold the keys has expired. */
    keyBackupsGoneBy: moment,
  },
};

/** Events of `<service>keys-*` streams: one type of the same form for each service, since a stream has one writer. */
export const keyEventTypes: Readonly<Record<KeyOwner, Readonly<Record<'PiiErased', EventType>>>> = {
  intake: keysOf('intake'),
  dispatch: keysOf('dispatch'),
  volunteers: keysOf('volunteers'),
};

function keysOf(owner: KeyOwner): Readonly<Record<'PiiErased', EventType>> {
  return defineEventTypes(
    { context: `${owner}-keys`, owner, category: `${owner}keys` },
    { PiiErased: { zh: '个人信息已删除', data: erased } },
  );
}
