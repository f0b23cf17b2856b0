import type { Assignee } from '@huying/domain-case';
import type { Fact } from '@huying/kernel';

/**
 * What intake reads of dispatch's events: who handles the case, and which state it has entered. A reader's own view of a published
 * contract, not the order's types, which are dispatch's business.
 */
export type OrderProgress =
  | Fact<'CaseDispatched', Assignee>
  | Fact<'CaseSigned', Assignee>
  | Fact<'ReturnRequested'>
  | Fact<'ReturnApproved'>
  | Fact<'ReturnRejected'>
  | Fact<'HandlerDesignated', Assignee>
  | Fact<'CompletionReported', Assignee>
  | Fact<'CompletionRejected'>
  | Fact<'CompletionAccepted'>;
