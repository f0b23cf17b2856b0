import type { CaseRecord, Limit, Mark } from './case-record.js';

/** 18 June 2026 in Shanghai. */
export const on18June = (time: string): string => `2026-06-18T${time}:00.000+08:00`;
export const june = { from: '2026-06-01T00:00:00.000+08:00', to: '2026-07-01T00:00:00.000+08:00' };
export const rules = { toleranceMs: 86_400_000 };
/** An event that the log took as it happened, or later. */
export const mark = (event: string, at: string, recorded = at): Mark => ({ event, at, recorded });
export const limit = (event: string, due: string): Limit => ({ due, set: mark(event, on18June('09:00')) });
export const record = (change: Partial<CaseRecord> = {}): CaseRecord => ({
  case: 'C1',
  contact: 'phone',
  dispatches: [],
  contacts: [],
  completions: [],
  callbacks: [],
  ratings: [],
  ...change,
});
