/** Why intake refuses a command; each has its sentence in the app's problems table. */
export const caseRefusals = [
  'CASE_NOT_FOUND',
  'CASE_CLOSED',
  'CASE_ALREADY_ACCEPTED',
  'HANDOVER_PENDING',
  'HANDOVER_OUT_OF_ORDER',
  'WITH_DISPATCH',
  'NOT_AWAITING_CALLBACK',
  'ROLE_NOT_ALLOWED',
  'OUTSIDE_YOUR_AREA',
  'NOT_YOUR_CASE',
  'HANDLER_MAY_NOT',
  'SERVICE_NOT_IN_MENU',
  'PLACE_NOT_IN_DIRECTORY',
  'CONTACT_REQUIRED',
  'CONTACT_NOT_WANTED',
  'CONTACT_WISH_NOT_YOURS',
  'NO_FIRST_CONTACT',
  'NOT_ANSWERABLE_AT_ONCE',
  'NO_CALLBACK_OWED',
  'NOT_THE_REGISTERED_NUMBER',
  'NO_ANSWERED_CALL',
  'CALLBACK_INCOMPLETE',
  'CALL_RECORD_REQUIRED',
  'RATING_STANDS',
  'FIRST_CONTACT_NOT_YOURS',
  'FIRST_CONTACT_DISCHARGED',
  'NO_FIRST_CONTACT_HANDOVER',
  'FIRST_CONTACT_HANDOVER_LATE',
  'REPLY_OWED',
  'REVEAL_NOT_YOURS',
] as const;
export type CaseRefusal = (typeof caseRefusals)[number];

/** The code with which each policy guard of this context refuses. */
export const guardCodes = {
  role: 'ROLE_NOT_ALLOWED',
  I3: 'HANDLER_MAY_NOT',
  'callback.registered-number': 'NOT_THE_REGISTERED_NUMBER',
  'firstcontact.reply': 'REPLY_OWED',
  'firstcontact.handover-limit': 'FIRST_CONTACT_HANDOVER_LATE',
  'pii.assignment': 'REVEAL_NOT_YOURS',
} as const satisfies Record<string, CaseRefusal>;
export type CaseGuard = keyof typeof guardCodes;
