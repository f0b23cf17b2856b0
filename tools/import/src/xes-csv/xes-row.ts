import type { ImportRow } from '@huying/contracts';
import { readTime } from '../foreign-time.js';
import type { Ordinals } from '@huying/platform';
import type { Reject, RejectCode } from '../reject.js';
import { filled, type ReadOptions, type SourceItem } from '../source.js';

/** A record taken apart. */
export interface XesRecord {
  readonly columns: readonly string[];
  readonly cells: readonly string[];
  readonly line: number;
  readonly text: string;
  /** What makes it the same row in another export, where the reader knows better than the columns tell. */
  readonly identity?: string;
}

/** Columns that become members of the row; `EMPTY` is how some exports write that there is nobody. */
const members = { 'lifecycle:transition': 'transition', 'org:resource': 'resource', 'org:group': 'group' } as const;
/** Columns that say something of the case as a whole. */
const aboutLabels = {
  'case:channel': 'channel',
  'case:department': 'department',
  'case:service': 'service',
  'case:responsible': 'responsible',
  'case:group': 'responsibleGroup',
  'case:status': 'status',
} as const;
const aboutTimes = {
  'case:startdate': 'openedAt',
  'case:enddate': 'closedAt',
  'case:deadline': 'deadline',
  'case:enddate_planned': 'plannedEnd',
} as const;
const own = new Set(['case:concept:name', 'concept:name', 'time:timestamp', 'concept:instance']);
const labelMax = 200;

/** One CSV line of an event log with XES column names, as process-mining tools write it, to one row. */
export function xesRow(record: XesRecord, ordinals: Ordinals, options: ReadOptions): SourceItem {
  const reject = (code: RejectCode, hint?: string): SourceItem => ({ kind: 'reject', ...rejectOf(record, code, hint) });
  if (record.cells.length !== record.columns.length) {
    return reject('WRONG_FIELD_COUNT', `${record.cells.length} fields instead of ${record.columns.length}`);
  }
  const cells = new Map(record.columns.map((column, at) => [column, record.cells[at] ?? '']));
  const cell = (column: string): string => cells.get(column)?.trim() ?? '';

  const caseId = cell('case:concept:name');
  if (caseId === '') return reject('MISSING_CASE');
  const instance = cell('concept:instance');
  // A bad row takes its number too: once it is mended, the rows after it are still the same rows.
  const counted = record.identity === undefined && instance === '' ? ordinals.next(caseId) : 0;
  if (caseId.length > labelMax || instance.length > labelMax) return reject('CASE_TOO_LONG');
  const activity = cell('concept:name');
  if (activity === '') return reject('MISSING_ACTIVITY');
  const timeText = cell('time:timestamp');
  const time = readTime(timeText, options.now, options.zone);
  if (time.kind === 'fault') return reject(time.code);

  const personal: Record<string, string> = {};
  const about = aboutOf(cell, personal, options);
  const row = {
    case: caseId,
    identity: counted > 0 ? `ordinal:${counted}` : (record.identity ?? instanceIdentity(instance, cell('lifecycle:transition'))),
    at: time.at,
    timeText,
    locator: `line ${record.line}`,
    kind: 'activity' as const,
    activity: activity.length > labelMax ? kept(personal, 'concept:name', activity, '(activity)') : activity,
    ...memberLabels(cell, personal),
    ...(Object.keys(about).length === 0 ? {} : { about }),
    source: record.text,
  };
  for (const [column, value] of cells) {
    if (own.has(column) || column in members || column in aboutLabels || column in aboutTimes || value.trim() === '') continue;
    personal[column === '' ? '(no name)' : column] = value;
  }
  return { kind: 'row', row: Object.keys(personal).length === 0 ? row : { ...row, personal } };
}

/** In XES one activity instance has one `concept:instance` on all its transitions: its start is another row than its completion. */
export function instanceIdentity(instance: string, transition: string): string {
  const step = transition.toLowerCase();
  return step === '' || step === 'complete' ? `instance:${instance}` : `instance:${instance}:${step.slice(0, 40)}`;
}

function memberLabels(cell: (column: string) => string, personal: Record<string, string>): Partial<ImportRow> {
  return filled(
    Object.fromEntries(
      Object.entries(members).map(([column, member]) => {
        const value = cell(column);
        return [member, value === 'EMPTY' ? '' : value.length > labelMax ? kept(personal, column, value, '') : value];
      }),
    ),
  );
}

function aboutOf(
  cell: (column: string) => string,
  personal: Record<string, string>,
  { now, zone }: ReadOptions,
): NonNullable<ImportRow['about']> {
  const labels = Object.entries(aboutLabels).map(([column, member]) => {
    const value = cell(column);
    return [member, value.length > labelMax ? kept(personal, column, value, '') : value];
  });
  const times = Object.entries(aboutTimes).map(([column, member]) => {
    const text = cell(column);
    if (text === '') return [member, ''];
    // A case's own dates may lie ahead (a deadline); one that cannot be read is kept as it stands and costs the row nothing.
    const time = readTime(text, now + farAheadMs, zone);
    return [member, time.kind === 'moment' ? time.at : kept(personal, column, text, '')];
  });
  return filled(Object.fromEntries([...labels, ...times]) as NonNullable<ImportRow['about']>);
}

/** Fifty years. */
const farAheadMs = 50 * 366 * 86_400_000;

/** Puts a value that is no label among the sealed ones, and answers what stands in its place. */
function kept(personal: Record<string, string>, column: string, value: string, standIn: string): string {
  personal[column] = value;
  return standIn;
}

function rejectOf({ line }: XesRecord, code: RejectCode, hint?: string): Reject {
  return { locator: `line ${line}`, code, ...(hint === undefined ? {} : { hint }) };
}
