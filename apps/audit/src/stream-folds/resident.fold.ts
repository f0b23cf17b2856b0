import { residentDecider, type ResidentFact, type ResidentState } from '@huying/domain-resident';
import { deciderFold, named } from './decider-fold.js';
import type { StreamFold } from './stream-fold.js';

/** `resident-<id>`: what was decided about one person's data; nothing that tells who he is. */
export const residentFold: StreamFold = deciderFold<ResidentState, ResidentFact>({
  category: 'resident',
  kind: { zh: '个人信息的保留与删除', en: "Keeping and erasing one person's data" },
  decider: residentDecider,
  statusOf,
  nameOf: named({
    erased: { zh: '已批准删除', en: 'Erasure approved' },
    'on-hold': { zh: '依法保留', en: 'On legal hold' },
    'erasure-requested': { zh: '已申请删除', en: 'Erasure requested' },
    kept: { zh: '保留', en: 'Kept' },
  }),
  detailsOf: ({ person, holds, erasures }) => ({ person, holds, erasures }),
});

function statusOf({ person, holds, erasures }: ResidentState): string | undefined {
  if (person === undefined) return undefined;
  const decided = [...erasures.values()].map(({ status }) => status);
  if (decided.includes('approved')) return 'erased';
  if ([...holds.values()].includes(true)) return 'on-hold';
  return decided.includes('requested') ? 'erasure-requested' : 'kept';
}
