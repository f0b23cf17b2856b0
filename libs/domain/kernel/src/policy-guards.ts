/** Policy guards, by the ids of SCENARIO §4. Hard guards (state, identity, area, I1, I4–I6) are not among them. */
export const policyGuards = [
  'role',
  'I2',
  'I3',
  'return.window',
  'return.designate',
  'extension.before-due',
  'suspension.before-due',
  'suspension.told',
  'completion.contact',
  'completion.evidence',
  'evidence.unique',
  'evidence.device',
  'handler.after-completion',
  'mediation.refused',
  'merge.same-matter-place',
  'nonacceptance.told',
  'review.other-person',
  'callback.registered-number',
  'rating.device',
  'conflict',
  'firstcontact.handover-limit',
  'firstcontact.reply',
  'pii.assignment',
  'hours.overlap',
  'hours.window',
  'hours.paid-duty',
  'hours.backfill-window',
  'hours.self-confirm',
] as const;
export type PolicyGuard = (typeof policyGuards)[number];

/** The guards that the adopted policy version sets to *flag*; every other one refuses (DESIGN §1, invariant 11). */
export type PolicyGuards = ReadonlySet<PolicyGuard>;

export const refuseAll: PolicyGuards = new Set();

/** The first broken guard that refuses, and the flagged ones that the event must carry as `breaches`. */
export function judge(broken: readonly PolicyGuard[], flagged: PolicyGuards = refuseAll): { refusing: PolicyGuard | undefined; breaches: readonly PolicyGuard[] } {
  return { refusing: broken.find((guard) => !flagged.has(guard)), breaches: broken.filter((guard) => flagged.has(guard)) };
}
