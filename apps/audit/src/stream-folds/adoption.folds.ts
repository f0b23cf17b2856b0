import { catalogueDecider, type CatalogueFact, type CatalogueState } from '@huying/domain-catalogue';
import {
  calendarDecider,
  inForce,
  policyDecider,
  type Adopted,
  type Adoption,
  type CalendarVersionAdopted,
  type PolicyVersionAdopted,
} from '@huying/domain-directory';
import type { Fact, Recorded } from '@huying/kernel';
import { deciderFold, named } from './decider-fold.js';
import type { StreamFold } from './stream-fold.js';

/** The decider knows each version by its digest; an auditor also asks which one was in force, and what it said. */
interface Adopting<A extends Adoption> {
  readonly adopted: Adopted;
  readonly adoptions: readonly A[];
}

type AdoptedFact = Fact<string, Adoption>;

function adoptionFold<F extends AdoptedFact>(
  of: Pick<StreamFold, 'category' | 'kind'>,
  decider: { readonly initial: Adopted; evolve(state: Adopted, event: Recorded<F>): Adopted },
): StreamFold {
  return deciderFold<Adopting<F['data']>, F>({
    ...of,
    decider: {
      initial: { adopted: decider.initial, adoptions: [] },
      evolve: ({ adopted, adoptions }, event) => ({ adopted: decider.evolve(adopted, event), adoptions: [...adoptions, event.data] }),
    },
    statusOf({ adoptions }, at) {
      if (adoptions.length === 0) return undefined;
      return adoptions.some((one) => inForce([one], one.area, at)) ? 'in-force' : 'not-begun';
    },
    nameOf: named({
      'in-force': { zh: '已生效', en: 'In force' },
      'not-begun': { zh: '尚未生效', en: 'Not begun' },
    }),
    detailsOf: ({ adopted, adoptions }, at) => ({ adopted, inForce: inForce(adoptions, adoptions.at(-1)?.area ?? '', at) ?? null }),
  });
}

/** `policy-<area>`, `calendar-<area>`: what an area has adopted, and which version is in force at a moment. */
const policy = adoptionFold<PolicyVersionAdopted>({ category: 'policy', kind: { zh: '期限规则', en: 'Deadline policy' } }, policyDecider);
const calendar = adoptionFold<CalendarVersionAdopted>(
  { category: 'calendar', kind: { zh: '工作日历', en: 'Calendar of working days' } },
  calendarDecider,
);

/** `catalogue-<area>`: every service menu that an area has adopted; the last is the one that residents order from. */
const catalogue = deciderFold<CatalogueState, CatalogueFact>({
  category: 'catalogue',
  kind: { zh: '服务菜单', en: 'Service menu' },
  decider: catalogueDecider,
  statusOf: ({ adopted }) => (adopted.length === 0 ? undefined : 'adopted'),
  nameOf: named({ adopted: { zh: '已采用', en: 'Adopted' } }),
});

export const adoptionFolds: readonly StreamFold[] = [policy, calendar, catalogue];
