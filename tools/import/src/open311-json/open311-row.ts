import type { ImportLink, ImportRow } from '@huying/contracts';
import { readTime } from '../foreign-time.js';
import { rowBytesMax, filled, type ReadOptions, type SourceItem } from '../source.js';
import type { RejectCode } from '../reject.js';

export type JsonObject = Readonly<Record<string, unknown>>;
export const isObject = (value: unknown): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);

const labelMax = 200;
/** Members of a request that have a place of their own; all others are kept, sealed. */
const requestMembers = new Set([
  'service_request_id',
  'requested_datetime',
  'service_name',
  'service_code',
  'agency_responsible',
  'status',
  'notes',
]);
const noteMembers = new Set(['datetime', 'type', 'summary', 'extended_attributes']);

export interface Place {
  /** `/3` or `/3/notes/0` */
  readonly locator: string;
  /** The original bytes, as text. */
  readonly source: string;
}

/** An Open311 service request, without its notes, to one row. */
export function requestRow(request: JsonObject, { locator, source }: Place, options: ReadOptions): SourceItem {
  const caseId = textOf(request['service_request_id']);
  const fault = (code: RejectCode): SourceItem => ({ kind: 'reject', locator, code });
  if (caseId === '') return fault('MISSING_CASE');
  if (caseId.length > labelMax) return fault('CASE_TOO_LONG');
  if (Buffer.byteLength(source) > rowBytesMax) return fault('ROW_TOO_LONG');
  const timeText = textOf(request['requested_datetime']);
  const time = readTime(timeText, options.now, options.zone);
  if (time.kind === 'fault') return fault(time.code);

  const extended = isObject(request['extended_attributes']) ? request['extended_attributes'] : {};
  const parent = textOf(extended['parent_service_request_id']);
  const status = label(request['status']);
  const agency = label(request['agency_responsible']);
  const row = {
    case: caseId,
    identity: 'ordinal:0',
    at: time.at,
    timeText: timeText.slice(0, 64),
    locator,
    kind: 'request' as const,
    activity: 'requested',
    ...filled({ group: agency }),
    about: filled({
      service: label(request['service_name']),
      serviceCode: label(request['service_code']),
      channel: label(extended['channel']),
      department: agency,
      responsibleGroup: agency,
      status,
      openedAt: time.at,
      // Open311 keeps the closing time in `updated_datetime` once the request is closed.
      closedAt: status === 'closed' ? momentOf(request['updated_datetime'], options) : undefined,
      deadline: momentOf(request['expected_datetime'], options),
    }),
    ...(parent === '' || parent.length > labelMax ? {} : { links: [{ kind: 'parent' as const, case: parent }] }),
    source,
  };
  return { kind: 'row', row: withPersonal(row, request, requestMembers) };
}

/** One of a request's notes to one row. */
export function noteRow(note: unknown, caseId: string, ordinal: number, { locator, source }: Place, options: ReadOptions): SourceItem {
  const fault = (code: RejectCode): SourceItem => ({ kind: 'reject', locator, code });
  if (!isObject(note)) return fault('NOT_AN_OBJECT');
  if (caseId === '') return fault('MISSING_CASE');
  if (caseId.length > labelMax) return fault('CASE_TOO_LONG');
  if (Buffer.byteLength(source) > rowBytesMax) return fault('ROW_TOO_LONG');
  const timeText = textOf(note['datetime']);
  const time = readTime(timeText, options.now, options.zone);
  if (time.kind === 'fault') return fault(time.code);
  const type = label(note['type']);
  const summary = label(note['summary']);
  const activity = summary === '' ? type : summary;
  if (activity === '') return fault('MISSING_ACTIVITY');
  const links = linkOf(note, type);
  const row = {
    case: caseId,
    identity: `ordinal:${ordinal}`,
    at: time.at,
    timeText: timeText.slice(0, 64),
    locator,
    kind: 'note' as const,
    activity,
    ...filled({ transition: type }),
    ...(links === undefined ? {} : { links: [links] }),
    source,
  };
  return { kind: 'row', row: withPersonal(row, note, noteMembers) };
}

/** A note that another request was opened or closed in consequence of this one. */
function linkOf(note: JsonObject, type: string): ImportLink | undefined {
  const extended = note['extended_attributes'];
  if (!isObject(extended) || (type !== 'follow_on_created' && type !== 'follow_on_closed')) return undefined;
  const other = textOf(extended['service_request_id']);
  if (other === '' || other.length > labelMax) return undefined;
  const kind = type === 'follow_on_created' ? 'follow-on-created' : 'follow-on-closed';
  return { kind, case: other, ...filled({ service: label(extended['service_name']), agency: label(extended['agency_responsible']) }) };
}

/** Everything that has no place of its own: descriptions, addresses, coordinates, questions answered, members never seen before. */
function withPersonal(row: ImportRow, from: JsonObject, known: ReadonlySet<string>): ImportRow {
  const personal: Record<string, string> = {};
  for (const [name, value] of Object.entries(from)) {
    const keptElsewhere = known.has(name) && (typeof value !== 'string' || value.length <= labelMax);
    const text = keptElsewhere && name !== 'extended_attributes' ? '' : textOf(value);
    if (text !== '') personal[name.slice(0, labelMax)] = text;
  }
  return Object.keys(personal).length === 0 ? row : { ...row, personal };
}

function momentOf(value: unknown, { now, zone }: ReadOptions): string | undefined {
  const time = readTime(textOf(value), now + farAheadMs, zone);
  return time.kind === 'moment' ? time.at : undefined;
}

/** Fifty years: a request may be expected to be done some day. */
const farAheadMs = 50 * 366 * 86_400_000;

/** A text no longer than a label, or nothing. */
function label(value: unknown): string {
  const text = textOf(value).trim();
  return text.length <= labelMax ? text : '';
}

/** A value as text; half a character, which JSON can escape, becomes U+FFFD, for no UTF-8 can hold it. */
function textOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  return Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString();
}
