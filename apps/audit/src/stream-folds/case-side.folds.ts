import { caseDecider, type CaseFact, type CaseState } from '@huying/domain-case';
import { initialCase, stateCode } from '@huying/domain-lifecycle';
import { orderDecider, type OrderFact, type OrderState } from '@huying/domain-order';
import type { FoldedCase } from '../case-folds/case-fold.js';
import { importedCaseFold } from '../case-folds/imported-case.fold.js';
import { stateName } from '../case-folds/names.js';
import { deciderFold } from './decider-fold.js';
import type { FoldedStream, StreamFold } from './stream-fold.js';

/** `case-<id>`: a case as intake alone knows it. The whole of it, across both services, is at `/v1/audit/cases`. */
const caseSide = deciderFold<CaseState, CaseFact>({
  category: 'case',
  kind: { zh: '诉求（受理侧）', en: 'Case, as intake knows it' },
  decider: caseDecider,
  statusOf: (intake) => stateCode({ ...initialCase, intake }),
  nameOf: stateName,
});

/** `order-<id>`: the same as dispatch alone knows it. */
const orderSide = deciderFold<OrderState, OrderFact>({
  category: 'order',
  kind: { zh: '工单（承办侧）', en: 'Order, as dispatch knows it' },
  decider: orderDecider,
  statusOf: (dispatch) => stateCode({ ...initialCase, dispatch }),
  nameOf: stateName,
});

/** `foreign-<id>`: an imported case, which is one stream. */
const imported: StreamFold = {
  category: 'foreign',
  kind: { zh: '导入的案件', en: 'Imported case' },
  empty: streamOf(importedCaseFold.empty),
};

function streamOf(folded: FoldedCase): FoldedStream {
  return {
    apply: (event) => streamOf(folded.apply(event)),
    standing(at) {
      const standing = folded.standing(at);
      if (standing === undefined) return undefined;
      const { status, statusName, since, holder, deadlines, details } = standing;
      return { status, statusName, details: { since, holder, deadlines, ...details } };
    },
  };
}

export const caseSideFolds: readonly StreamFold[] = [caseSide, orderSide, imported];
