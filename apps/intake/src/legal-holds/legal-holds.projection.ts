import { residentEventTypes } from '@huying/contracts';
import type { LegalHoldPlaced, LegalHoldReleased } from '@huying/domain-resident';
import { defineProjection, removed } from '@huying/event-bus';

export interface LegalHoldRow {
  readonly hold: string;
  readonly person: string;
  readonly caseId: string | null;
  readonly ground: string;
  readonly reference: string | null;
  readonly area: string | null;
  readonly placedBy: string;
  readonly placedAt: string;
  readonly releasedBy: string | null;
  readonly releasedAt: string | null;
}

/** Every legal hold, in force or released. */
export const legalHolds = defineProjection<LegalHoldPlaced | LegalHoldReleased, LegalHoldRow>({
  name: 'legal_holds_v1',
  types: residentEventTypes,
  columns: {
    hold: 'text',
    person: 'text',
    caseId: 'text',
    ground: 'text',
    reference: 'text',
    area: 'text',
    placedBy: 'text',
    placedAt: 'instant',
    releasedBy: 'text',
    releasedAt: 'instant',
  },
  indexes: [['placedAt', 'hold']],
  key: ({ data }) => data.hold,
  on: {
    LegalHoldPlaced: ({ data, actor, time, area }) => ({
      hold: data.hold,
      person: data.person,
      caseId: data.caseId ?? null,
      ground: data.ground,
      reference: data.reference ?? null,
      area: area ?? null,
      placedBy: actor,
      placedAt: time,
      releasedBy: null,
      releasedAt: null,
    }),
    LegalHoldReleased: ({ actor, time }, row) => (row === undefined ? removed : { ...row, releasedBy: actor, releasedAt: time }),
  },
});
