import { caseEventTypes, orderEventTypes } from '@huying/contracts';
import { defineProjection, removed } from '@huying/event-bus';
import type { Fact } from '@huying/kernel';

/** Whom a case concerns beside the officers of its area: opaque ids. */
export interface CaseAudience {
  readonly area: string;
  readonly complainant: string | null;
  readonly handler: string | null;
  readonly handlerUnit: string | null;
  /** Who had the order before: he hears that it was taken from him, and nothing after it. */
  readonly formerHandler: string | null;
  readonly formerUnit: string | null;
}

interface Assignee {
  readonly person: string;
  readonly unit: string;
}
/** What the gateway reads of intake's and dispatch's events: its own view of a published contract. */
type AudienceFact =
  | Fact<'CaseRegistered', { readonly area: string; readonly complainant?: string }>
  | Fact<'CaseDispatched', Assignee>
  | Fact<'HandlerDesignated', Assignee>
  | Fact<'ReturnApproved'>;
type Fold = (row: CaseAudience | undefined) => CaseAudience | typeof removed;

const givenTo =
  (handler: Assignee | undefined): Fold =>
  (row) =>
    row === undefined
      ? removed
      : {
          ...row,
          ...{ handler: handler?.person ?? null, handlerUnit: handler?.unit ?? null },
          ...{ formerHandler: row.handler, formerUnit: row.handlerUnit },
        };

/**
 * Who called and who handles, of each case: the gateway's own view of intake's and dispatch's logs. A case without a row concerns nobody
 * but officers.
 */
export const caseAudience = defineProjection<AudienceFact, CaseAudience>({
  name: 'case_audience_v1',
  types: {
    CaseRegistered: caseEventTypes.CaseRegistered,
    CaseDispatched: orderEventTypes.CaseDispatched,
    HandlerDesignated: orderEventTypes.HandlerDesignated,
    ReturnApproved: orderEventTypes.ReturnApproved,
  },
  columns: { area: 'text', complainant: 'text', handler: 'text', handlerUnit: 'text', formerHandler: 'text', formerUnit: 'text' },
  key: (event) => event.caseKey,
  on: {
    CaseRegistered: ({ data }) => ({
      ...{ area: data.area, complainant: data.complainant ?? null },
      ...{ handler: null, handlerUnit: null, formerHandler: null, formerUnit: null },
    }),
    CaseDispatched: ({ data }, row) => givenTo(data)(row),
    HandlerDesignated: ({ data }, row) => givenTo(data)(row),
    ReturnApproved: (_, row) => givenTo(undefined)(row),
  },
});
