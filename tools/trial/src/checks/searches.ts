import type { ConformanceSumAnswer } from '@huying/contracts';
import { timed } from '../auditor.js';
import type { ExpectedCounts } from '../histories/expected-counts.js';
import { perSecond, seconds } from '../report.js';
import type { Stage } from '../stage.js';

/** Lists and searches are gone through page by page, and hold each thing once. */
export async function checkSearches({ auditor, report }: Stage, system: string, expected: ExpectedCounts): Promise<void> {
  const { from, to, events } = expected.window;
  const within = { occurredFrom: new Date(from).toISOString(), occurredTo: new Date(to).toISOString() };
  const query = { type: 'ForeignActivityRecorded', order: 'occurred', ...within };
  const paged = await timed(() => pages(auditor, '/v1/audit/events', query, ({ id }) => String(id)));
  report.same('the search of two days, page by page', paged.result, { items: events, distinct: events });
  report.figure('search, page by page', `${String(events)} events in ${seconds(paged.seconds)} (${perSecond(events, paged.seconds)})`);

  const number = `HY-${String(expected.cases - 1)}`;
  const byWords = await timed(() => pages(auditor, '/v1/audit/events', { text: number }, ({ id }) => String(id)));
  report.same(`the search of all events for the words ${number}`, byWords.result.items, expected.eventsOfLast);
  report.figure('search of all events for words that few have', seconds(byWords.seconds));

  const open = await timed(() => pages(auditor, '/v1/audit/cases', { source: system, status: 'open' }, ({ caseId }) => String(caseId)));
  report.same('the list of open cases, page by page', open.result, { items: expected.openToThisDay, distinct: expected.openToThisDay });
  report.figure('list of open cases, page by page', `${String(expected.openToThisDay)} in ${seconds(open.seconds)}`);
}

/** The conformance of everything in sum: our own cases conform, the others have no lifecycle here. */
export async function checkConformance(
  { auditor, report }: Stage,
  cases: { readonly native: number; readonly imported: number },
): Promise<void> {
  const { seconds: time, result } = await timed(() => auditor.ask<ConformanceSumAnswer>('/v1/audit/conformance'));
  report.same('the conformance of all cases in sum', result, {
    positions: result.positions,
    cases: cases.native + cases.imported,
    conforming: cases.native,
    deviating: 0,
    withoutLifecycle: cases.imported,
    deviations: [],
    parked: 0,
  });
  report.figure('conformance in sum', seconds(time));
}

type AnyItem = Readonly<Record<string, unknown>>;
interface AnyPage {
  readonly items: readonly AnyItem[];
  readonly nextCursor?: string;
}

async function pages(
  auditor: Stage['auditor'],
  path: string,
  query: Readonly<Record<string, string>>,
  keyOf: (item: AnyItem) => string,
): Promise<{ readonly items: number; readonly distinct: number }> {
  const keys = new Set<string>();
  let items = 0;
  for (let cursor: string | undefined = ''; cursor !== undefined;) {
    const page: AnyPage = await auditor.ask<AnyPage>(path, { ...query, limit: '200', ...(cursor === '' ? {} : { cursor }) });
    for (const item of page.items) keys.add(keyOf(item));
    items += page.items.length;
    cursor = page.nextCursor;
  }
  return { items, distinct: keys.size };
}
