/** Why dispatch refuses a command; each has its sentence in the app's problems table. */
export const orderRefusals = [
  'HANDOVER_PENDING',
  'HANDOVER_OUT_OF_ORDER',
  'ORDER_CLOSED',
  'NOT_AWAITING_DISPATCH',
  'NOT_AWAITING_SIGN_OFF',
  'NOT_RETURNABLE',
  'NO_RETURN_PENDING',
  'NOT_IN_PROGRESS',
  'NOT_AWAITING_REVIEW',
  'ROLE_NOT_ALLOWED',
  'OUTSIDE_YOUR_AREA',
  'NOT_THE_HANDLER',
  'NOT_YOUR_CASE',
  'ONLY_UNIT_LEAD_RETURNS_SIGNED',
  'RETURN_WINDOW_CLOSED',
  'RETURN_AFTER_DESIGNATION',
  'APPROVER_IS_REQUESTER',
  'SECOND_RETURN_NEEDS_DESIGNATION',
  'HANDLER_IN_CONFLICT',
  'EVIDENCE_ALREADY_USED',
  'RESIDENT_NOT_CONTACTED',
  'EVIDENCE_INCOMPLETE',
  'REVIEWER_IS_HANDLER',
  'HANDLER_MAY_NOT_WITHDRAW',
  'CALL_RECORD_REQUIRED',
  'NOTHING_TO_REVEAL',
] as const;
export type OrderRefusal = (typeof orderRefusals)[number];

/** The code with which each policy guard of this context refuses. */
export const guardCodes = {
  role: 'ROLE_NOT_ALLOWED',
  I2: 'APPROVER_IS_REQUESTER',
  I3: 'HANDLER_MAY_NOT_WITHDRAW',
  conflict: 'HANDLER_IN_CONFLICT',
  'return.window': 'RETURN_WINDOW_CLOSED',
  'return.designate': 'SECOND_RETURN_NEEDS_DESIGNATION',
  'evidence.unique': 'EVIDENCE_ALREADY_USED',
  'completion.contact': 'RESIDENT_NOT_CONTACTED',
  'completion.evidence': 'EVIDENCE_INCOMPLETE',
} as const satisfies Record<string, OrderRefusal>;
export type OrderGuard = keyof typeof guardCodes;
