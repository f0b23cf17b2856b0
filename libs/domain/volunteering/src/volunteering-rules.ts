/** What a policy version says about volunteering. Every number of RULES §4 stands here and nowhere else. */
export interface VolunteeringRules {
  /** F2: how early, and how far from the place, somebody may check in or out. */
  readonly window: { readonly minutes: number; readonly metres: number };
  /** F5: what one person may serve on one day. */
  readonly dailyCapMinutes: number;
  /** How often one person may check in on one day of an activity. */
  readonly visitsPerDayMax: number;
}

/** The proposed figures of RULES §4, for policies that do not state their own. */
export const proposedVolunteeringRules: VolunteeringRules = {
  window: { minutes: 30, metres: 300 },
  dailyCapMinutes: 480,
  visitsPerDayMax: 3,
};

/** The rules of an adopted policy; what it leaves open is as proposed. */
export function volunteeringRulesOf(policy: {
  readonly activityWindow: VolunteeringRules['window'];
  readonly volunteering?: Partial<Omit<VolunteeringRules, 'window'>>;
}): VolunteeringRules {
  return { ...proposedVolunteeringRules, ...policy.volunteering, window: policy.activityWindow };
}
