import { epochOf, shanghai, type Instant } from '@huying/kernel';
import type { CaseOfPerson, Standing } from './resident-vocabulary.js';

/** How long what names a person is kept after his last case closed (RULES §6, PROP). */
export const retentionYears = 2;
const dayMs = 86_400_000;

/**
 * From when on data must be gone of a person whose last case closed at a moment. The day of closing does not count, and the term ends with
 * its last day (MC §201, 203); where there is no such day, with the last of its month (MC §202): two years after a leap year is none.
 */
export function retentionEnds(closedAt: Instant): Instant {
  const [year, month, day] = shanghai(epochOf(closedAt)).slice(0, 10).split('-');
  const last = `${String(month)}-${month === '02' && day === '29' ? '28' : String(day)}`;
  return shanghai(epochOf(`${String(Number(year) + retentionYears)}-${last}T00:00:00.000+08:00`) + dayMs);
}

/**
 * True of a person all of whose cases are closed and past their retention, and who is known as nothing else. An officer's or a volunteer's
 * data are kept for other purposes: they are erased when somebody asks.
 */
export function retentionIsOver(
  { cases, standings }: { readonly cases: readonly CaseOfPerson[]; readonly standings: readonly Standing[] },
  at: Instant,
): boolean {
  return (
    cases.length > 0 &&
    standings.length === 0 &&
    cases.every(({ open, since }) => !open && epochOf(retentionEnds(since)) <= epochOf(at))
  );
}
