/** The timers of RULES §1.6. */
export const timerIds = [
  'TM01', 'TM02', 'TM03', 'TM04', 'TM05', 'TM06', 'TM07', 'TM08', 'TM09', 'TM10', 'TM11', 'TM12', 'TM13', 'TM14', 'TM15', 'TM16',
] as const; // prettier-ignore
export type TimerId = (typeof timerIds)[number];

/** 特急, 紧急, 一般, 复杂. */
export const priorities = ['critical', 'urgent', 'normal', 'complex'] as const;
export type Priority = (typeof priorities)[number];
