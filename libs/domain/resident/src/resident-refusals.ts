export const residentRefusals = [
  'ROLE_NOT_ALLOWED',
  'OUTSIDE_YOUR_AREA',
  'HOLD_NOT_FOUND',
  'ERASURE_NOT_FOUND',
  'ERASURE_PENDING',
  'ERASURE_DECIDED',
  'ERASURE_APPROVED',
  'SAME_PERSON',
  'CASES_OPEN',
  'STILL_IN_POST',
  'RETENTION_RUNS',
] as const;
export type ResidentRefusal = (typeof residentRefusals)[number];
