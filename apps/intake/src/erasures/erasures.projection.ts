import { keyEventTypes, residentEventTypes, type KeyOwner } from '@huying/contracts';
import type { PiiErasureApproved, PiiErasureRefused, PiiErasureRequested } from '@huying/domain-resident';
import { defineProjection, removed, type Projection } from '@huying/event-bus';
import type { PiiErased } from '@huying/platform-nest';

export interface ErasureRow {
  readonly erasure: string;
  readonly person: string;
  readonly basis: string;
  readonly status: 'requested' | 'refused' | 'approved';
  /** Area of the post that asked. */
  readonly area: string | null;
  readonly requestedBy: string;
  readonly requestedAt: string;
  readonly decidedBy: string | null;
  readonly decidedAt: string | null;
  /** Why it was refused. */
  readonly refusal: string | null;
  readonly holds: readonly string[];
}

/** Every erasure that was asked for, and how it was decided. */
export const erasures = defineProjection<PiiErasureRequested | PiiErasureRefused | PiiErasureApproved, ErasureRow>({
  name: 'erasures_v2',
  types: residentEventTypes,
  columns: {
    erasure: 'text',
    person: 'text',
    basis: 'text',
    status: 'text',
    area: 'text',
    requestedBy: 'text',
    requestedAt: 'instant',
    decidedBy: 'text',
    decidedAt: 'instant',
    refusal: 'text',
    holds: 'texts',
  },
  indexes: [['requestedAt', 'erasure'], ['status']],
  key: ({ data }) => data.erasure,
  on: {
    PiiErasureRequested: ({ data, actor, time, area }) => ({
      ...{ erasure: data.erasure, person: data.person, basis: data.basis, status: 'requested', area: area ?? null },
      ...{ requestedBy: actor, requestedAt: time, decidedBy: null, decidedAt: null, refusal: null, holds: [] },
    }),
    PiiErasureRefused: ({ data, actor, time }, row) =>
      row === undefined
        ? removed
        : { ...row, status: 'refused', decidedBy: actor, decidedAt: time, refusal: data.reason, holds: data.holds },
    PiiErasureApproved: ({ actor, time }, row) =>
      row === undefined ? removed : { ...row, status: 'approved', decidedBy: actor, decidedAt: time },
  },
});

export interface ErasedKeysRow {
  readonly erasure: string;
  readonly keys: number;
  readonly at: string;
  readonly keyBackupsGoneBy: string;
}

/** What each service has recorded of carrying an erasure out. */
export const erasedKeys: Readonly<Record<KeyOwner, Projection<PiiErased, ErasedKeysRow>>> = {
  intake: erasedKeysOf('intake'),
  dispatch: erasedKeysOf('dispatch'),
  volunteers: erasedKeysOf('volunteers'),
};

function erasedKeysOf(service: KeyOwner): Projection<PiiErased, ErasedKeysRow> {
  return defineProjection<PiiErased, ErasedKeysRow>({
    name: `erased_keys_${service}_v1`,
    types: keyEventTypes[service],
    columns: { erasure: 'text', keys: 'integer', at: 'instant', keyBackupsGoneBy: 'instant' },
    key: ({ data }) => data.erasure,
    on: {
      PiiErased: ({ data: { erasure, kids, at, keyBackupsGoneBy } }) => ({ erasure, keys: kids.length, at, keyBackupsGoneBy }),
    },
  });
}
