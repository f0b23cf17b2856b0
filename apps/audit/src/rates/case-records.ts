import { caseEventTypes, eventTypes, orderEventTypes } from '@huying/contracts';
import { caseDecider, type CaseFact, type CaseState } from '@huying/domain-case';
import {
  evolveCaseEvidence,
  evolveOrderEvidence,
  noCaseEvidence,
  noOrderEvidence,
  recordOfCase,
  type CaseEvidence,
  type CaseRecord,
  type JudgedRecord,
  type OrderEvidence,
  type Period,
} from '@huying/domain-indicator';
import { orderDecider, type OrderFact, type OrderState } from '@huying/domain-order';
import { toProjectedEvent, type Delivery } from '@huying/event-bus';
import { Conditions, ProblemException } from '@huying/platform-nest';
import { auditProblems } from '../audit.problems.js';
import type { AsOfPoint } from '../boards/as-of.js';
import { categoryOf } from '../case-folds/case-fold.js';
import { eventsOfCases, type Ask } from '../case-lookup/case-events.js';
import { isKnown } from '../case-lookup/knowledge-horizon.js';
import { happenedBy } from '../questions/happened-by.js';
import { recordRulesAt } from './record-rules.js';

/** Histories are read together, so many cases at a time. */
const casesPerRead = 250;

export interface Counted {
  readonly period: Period;
  readonly area?: string | undefined;
  /** From this case on, by id. */
  readonly fromCase?: string;
  /** More are not counted for one question: each is folded anew, and its asker waits. */
  readonly casesMax: number;
}

/** Cases that may count in a period, by id, with what the figures need to know of them, and of their areas' rules, at a point of both axes. */
export async function* judgedRecordsAsOf(
  ask: Ask,
  point: AsOfPoint,
  { period, area, fromCase = '', casesMax }: Counted,
): AsyncGenerator<JudgedRecord> {
  const rulesOf = await recordRulesAt(ask, point, period.to);
  const ids = (await candidates(ask, point, { period, area, casesMax })).filter((id) => id >= fromCase);
  for (let at = 0; at < ids.length; at += casesPerRead) {
    const some = ids.slice(at, at + casesPerRead);
    const histories = await eventsOfCases(ask, some);
    for (const id of some) {
      const known = (histories.get(id) ?? []).filter(isKnown(point.positions));
      const found = recordOf(id, happenedBy(known, point.occurredBy));
      if (found !== undefined) yield { record: found.record, rules: rulesOf(found.area) };
    }
  }
}

/** Cases of which some limit ran out in the period, or of which the resident was heard in it, by all that is known. @throws QUERY_TOO_COSTLY */
async function candidates(ask: Ask, { scope }: AsOfPoint, { period: { from, to }, area, casesMax }: Counted): Promise<readonly string[]> {
  const heard = [caseEventTypes.CallbackCompleted.type, caseEventTypes.RatingSubmitted.type];
  const conditions = new Conditions()
    .addIf(scope, (p) => `(found.area IS NULL OR starts_with(found.area, ${p}))`)
    .addIf(area, (p) => `starts_with(found.area, ${p})`)
    .add(
      [orderEventTypes.DeadlineSet.type, heard, from, to],
      (limit, heardTypes, begin, end) =>
        `(found.type = ANY (${heardTypes}) AND found.occurred_at >= ${begin}::timestamptz AND found.occurred_at < ${end}::timestamptz
          OR found.type = ${limit} AND tstzrange(${begin}, ${end}, '(]')
               @> (convert_from(event.body, 'UTF8')::jsonb #>> '{data,due}')::timestamptz)`,
    )
    .add([[orderEventTypes.DeadlineSet.type, ...heard]], (types) => `found.type = ANY (${types})`);
  const rows = await ask<{ casekey: string }>(
    `SELECT DISTINCT event.casekey COLLATE "C" AS casekey FROM read.event_index_v2 AS found
       JOIN audit_log.event AS event USING (source, position) ${conditions.where} AND event.casekey IS NOT NULL ORDER BY 1`,
    conditions.values,
  );
  if (rows.length > casesMax) throw new ProblemException('QUERY_TOO_COSTLY', auditProblems.QUERY_TOO_COSTLY, { details: { casesMax } });
  return rows.map(({ casekey }) => casekey);
}

/** The case by the same folds, and as of the same events, as reporting's read models; undefined where intake has not told of it. */
function recordOf(id: string, events: readonly Delivery[]): { readonly record: CaseRecord; readonly area: string } | undefined {
  let intake: { readonly state: CaseState; readonly evidence: CaseEvidence } = { state: caseDecider.initial, evidence: noCaseEvidence };
  let dispatch: { readonly state: OrderState; readonly evidence: OrderEvidence } = {
    state: orderDecider.initial,
    evidence: noOrderEvidence,
  };
  for (const event of events) {
    const name = eventTypes.get(event.recorded.type)?.name;
    const category = categoryOf(event.recorded.stream);
    if (category === 'case') {
      const fact = toProjectedEvent<CaseFact>(event, name as CaseFact['type']);
      const state = caseDecider.evolve(intake.state, fact);
      intake = { state, evidence: state.status === 'absent' ? intake.evidence : evolveCaseEvidence(intake.evidence, fact) };
    } else if (category === 'order') {
      const fact = toProjectedEvent<OrderFact>(event, name as OrderFact['type']);
      const state = orderDecider.evolve(dispatch.state, fact);
      dispatch = { state, evidence: state.status === 'absent' ? dispatch.evidence : evolveOrderEvidence(dispatch.evidence, fact) };
    }
  }
  if (intake.state.status === 'absent') return undefined;
  const { contact, area } = intake.state;
  const taken = dispatch.state.status === 'absent' ? undefined : dispatch.evidence;
  return { record: recordOfCase({ case: id, contact }, intake.evidence, taken), area };
}
