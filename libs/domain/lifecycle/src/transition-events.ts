import type { CaseFact } from '@huying/domain-case';
import type { OrderFact } from '@huying/domain-order';

/** Every fact of the two streams, and whether it moves the case from state to state in `lifecycle.json`. */
const entersState: Readonly<Record<CaseFact['type'] | OrderFact['type'], boolean>> = {
  CaseRegistered: true,
  CaseAnsweredDirectly: true,
  CaseAccepted: true,
  CaseDispatched: true,
  CaseSigned: true,
  ReturnRequested: true,
  ReturnApproved: true,
  ReturnRejected: true,
  HandlerDesignated: true,
  CompletionReported: true,
  CompletionRejected: true,
  CompletionAccepted: true,
  CaseClosed: true,
  CaseWithdrawn: true,
  // Taking is not moving: the state was entered when the case was given.
  HandoverTaken: false,
  DeadlineSet: false,
  FirstContactAssigned: false,
  FirstContactHandedOver: false,
  FirstContactHandoverAccepted: false,
  FirstContactDischarged: false,
  ResultReplied: false,
  ResidentContacted: false,
  ContactAttemptFailed: false,
  EvidenceAttached: false,
  CallbackAttempted: false,
  CallbackCompleted: false,
  RatingSubmitted: false,
  PiiRevealed: false,
  PiiRevealDenied: false,
};

export const enteredState = (type: CaseFact['type'] | OrderFact['type']): boolean => entersState[type];
