import { guarded, happened, nothingNew, refused, refusedForNow, type Decision } from '@huying/kernel';
import { handlers, notTheHandler, outsideArea, roleGuards } from './authority.js';
import { missingEvidence } from './evidence.js';
import { deadlineFor } from './give-order.js';
import type { AcceptCompletion, RejectCompletion, ReportCompletion } from './order-commands.js';
import type { ContactGround, OrderFact } from './order-facts.js';
import { guardCodes, type OrderGuard, type OrderRefusal } from './order-refusals.js';
import type { OrderIn, OrderState } from './order-state.js';

type OrderDecision = Decision<OrderFact, OrderRefusal>;

/** Failed tries that stand in for an effective contact (RULES §1.4 T19). */
const triesInsteadOfContact = 3;

/** 报办结 (RULES §1.4 T19): the resident was contacted, or three tries failed, or nobody is to be contacted; evidence set of the type. */
export function reportCompletion(command: ReportCompletion, state: OrderState): OrderDecision {
  switch (state.status) {
    case 'absent':
      return refusedForNow('HANDOVER_PENDING');
    case 'in-progress':
      return notTheHandler(command.actor, state) ?? report(command, state);
    case 'completion-reported':
      return notTheHandler(command.actor, state) ?? nothingNew;
    case 'accepted':
    case 'dispatched':
    case 'return-requested':
      return refused('NOT_IN_PROGRESS');
    case 'handed-back':
    case 'withdrawn':
      return refused('ORDER_CLOSED');
  }
}

function report({ at, actor, data, guards }: ReportCompletion, state: OrderIn<'in-progress'>): OrderDecision {
  const kinds = [...new Set(state.work.evidence.map(({ kind }) => kind))];
  const missing = missingEvidence(state.matter.type, kinds);
  const contact = contactGround(state);
  const broken: OrderGuard[] = [
    ...roleGuards(actor, handlers),
    ...(contact === 'missing' ? (['completion.contact'] as const) : []),
    ...(missing.length > 0 ? (['completion.evidence'] as const) : []),
  ];
  const decision = guarded(broken, guards, guardCodes, () =>
    happened<OrderFact>(
      {
        type: 'CompletionReported',
        data: { ...state.assignee, contact, evidence: kinds },
        secrets: [{ part: 'result', person: state.matter.keyHolder, value: data.result }],
      },
      ...deadlineFor('TM12', at, state.priority, data.rules, 'completion'),
    ),
  );
  const lacksEvidence = decision.kind === 'refused' && decision.refusal.code === 'EVIDENCE_INCOMPLETE';
  return lacksEvidence ? refused('EVIDENCE_INCOMPLETE', { missing }) : decision;
}

function contactGround({ matter, work }: OrderIn<'in-progress'>): ContactGround {
  if (matter.contact !== 'phone') return 'none-owed';
  if (work.contacted) return 'contacted';
  return work.failedTries >= triesInsteadOfContact ? 'failed-tries' : 'missing';
}

/** 审核退回 (T20): the clock resumes, it is not reset. */
export function rejectCompletion({ actor, data, guards }: RejectCompletion, state: OrderState): OrderDecision {
  return onReview(
    state,
    (reported) =>
      notTheReviewer(actor.person, reported) ??
      outsideArea(actor, reported.matter) ??
      guarded(roleGuards(actor, ['REV']), guards, guardCodes, () =>
        happened<OrderFact>({
          type: 'CompletionRejected',
          data: {},
          secrets: [{ part: 'reason', person: reported.matter.keyHolder, value: data.reason }],
        }),
      ),
  );
}

/** 审核通过 (T21): hands the case back to intake for the callback. The reviewer is not the handler. */
export function acceptCompletion({ actor, data, guards }: AcceptCompletion, state: OrderState): OrderDecision {
  return onReview(
    state,
    (reported) =>
      notTheReviewer(actor.person, reported) ??
      outsideArea(actor, reported.matter) ??
      guarded(roleGuards(actor, ['REV']), guards, guardCodes, () =>
        happened<OrderFact>({
          type: 'CompletionAccepted',
          data: { handover: reported.handover + 1, handler: reported.assignee },
          secrets: [{ part: 'finding', person: reported.matter.keyHolder, value: data.finding }],
        }),
      ),
  );
}

function notTheReviewer(person: string, { assignee, reporter }: OrderIn<'completion-reported'>) {
  return person === assignee.person || person === reporter ? refused('REVIEWER_IS_HANDLER') : undefined;
}

function onReview(state: OrderState, decide: (reported: OrderIn<'completion-reported'>) => OrderDecision): OrderDecision {
  switch (state.status) {
    case 'absent':
      return refusedForNow('HANDOVER_PENDING');
    case 'completion-reported':
      return decide(state);
    case 'accepted':
    case 'dispatched':
    case 'return-requested':
    case 'in-progress':
      return refused('NOT_AWAITING_REVIEW');
    case 'handed-back':
    case 'withdrawn':
      return refused('ORDER_CLOSED');
  }
}
