import type { CallbackAnswer, CaseFact, CaseType, ContactWish, FirstContact, Grade, Place } from '@huying/domain-case';
import type { Priority } from '@huying/domain-deadline';
import type { Evidence, OrderFact } from '@huying/domain-order';
import type { Instant, Recorded } from '@huying/kernel';
import { evolveCase, initialCase, type CombinedCase, type StampedDeadline } from './combined-case.js';
import { custodyOf, type Custody } from './custody.js';
import { allDeadlines, runningDeadlines } from './deadlines.js';
import { isOnItsWay, leadingSide, stateCode, type StateCode } from './state-code.js';

/** What is known of a case at one moment of its history, by opaque ids and codes: nothing personal in the clear. */
export interface CaseView {
  readonly state: StateCode;
  /** When it entered this state. */
  readonly since: Instant | undefined;
  /** Between the two services: given, not yet taken. */
  readonly onItsWay: boolean;
  readonly cycle: number;
  readonly area: string;
  readonly type: CaseType;
  readonly service: string;
  readonly place: Place;
  readonly priority: Priority;
  /** Who holds the case; nobody once it is closed. */
  readonly custody: Custody | undefined;
  readonly firstContact: FirstContact | undefined;
  /** Every due date ever set (I4), and those of them that run now. */
  readonly deadlines: readonly StampedDeadline[];
  readonly running: readonly StampedDeadline[];
  readonly contact: { readonly wish: ContactWish; readonly contacted: boolean; readonly failedTries: number };
  readonly evidence: readonly Pick<Evidence, 'kind' | 'sha256'>[];
  readonly callback: { readonly tries: number; readonly answer: CallbackAnswer | undefined };
  readonly rating: Grade | undefined;
}

/** The view of a folded case; `undefined` before its first event. */
export function viewOf(combined: CombinedCase): CaseView | undefined {
  const state = stateCode(combined);
  const matter = matterOf(combined);
  if (state === undefined || matter === undefined) return undefined;
  const { area, type, service, place, contact, priority } = matter;
  const known = combined.intake.status === 'absent' ? undefined : combined.intake;
  const order = combined.dispatch.status === 'absent' ? undefined : combined.dispatch;
  return {
    state,
    since: since(combined),
    onItsWay: isOnItsWay(combined),
    cycle: Math.max(known?.cycle ?? 0, order?.cycle ?? 0),
    area,
    type,
    service,
    place,
    priority,
    custody: custodyOf(combined, state),
    firstContact: known?.firstContact,
    deadlines: allDeadlines(combined),
    running: runningDeadlines(combined, state),
    contact: { wish: contact, contacted: order?.work.contacted ?? false, failedTries: order?.work.failedTries ?? 0 },
    evidence: (order?.work.evidence ?? []).map(({ kind, sha256 }) => ({ kind, sha256 })),
    callback: { tries: known?.callbacks.tries ?? 0, answer: known?.callbacks.answer },
    rating: known?.grade,
  };
}

/** Dispatch knows the matter as it was accepted, intake as it stands on its own stream; both agree where both know it. */
function matterOf({ intake, dispatch }: CombinedCase) {
  if (dispatch.status !== 'absent') return { ...dispatch.matter, priority: dispatch.priority };
  return intake.status === 'absent' ? undefined : intake;
}

function since(combined: CombinedCase): Instant | undefined {
  const { intakeSince, dispatchSince } = combined;
  return leadingSide(combined) === 'order' ? (dispatchSince ?? intakeSince) : (intakeSince ?? dispatchSince);
}

/** Folds the whole history of a case, each stream in its own order; read it with {@link viewOf}. */
export function foldCase(caseEvents: Iterable<Recorded<CaseFact>>, orderEvents: Iterable<Recorded<OrderFact>>): CombinedCase {
  let combined = initialCase;
  for (const event of caseEvents) combined = evolveCase(combined, { side: 'case', event });
  for (const event of orderEvents) combined = evolveCase(combined, { side: 'order', event });
  return combined;
}
