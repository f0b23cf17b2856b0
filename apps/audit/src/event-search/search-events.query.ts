import { eventTypes, services, type EventFilters, type EventOrder, type FoundEvent, type PositionVector } from '@huying/contracts';
import type { Delivery } from '@huying/event-bus';
import { epochOf } from '@huying/kernel';
import { Conditions, edgeProblem, pageOf, parseSeen, ProblemException, readCursor, type Page } from '@huying/platform-nest';
import { auditProblems } from '../audit.problems.js';
import { historyEntry } from '../case-questions/history-entry.js';
import { copiedEvent, type Ask, type CopiedRow } from '../case-lookup/case-events.js';
import { isDigest } from './event-index.projection.js';

export interface EventSearch {
  readonly filters: EventFilters;
  /** The asking auditor's area; events of no area are everybody's. */
  readonly scope: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
}

/** A page of copied events, and up to where each log was searched. */
export type CopiedPage = Page<Delivery> & { readonly positions: PositionVector };

const limitDefault = 50;

/**
 * Finds events. A page begins where the one before ended, and all pages search the logs up to where the first one did, so that they
 * neither skip nor repeat an event, whatever is recorded meanwhile.
 *
 * @param known up to where audit's copy goes now
 */
export async function searchEvents(ask: Ask, search: EventSearch, known: PositionVector): Promise<CopiedPage> {
  const { filters, cursor, limit = limitDefault } = search;
  const order = filters.order ?? '-recorded';
  const place = cursor === undefined ? undefined : placeOf(order, cursor);
  const positions = place?.positions ?? known;
  const { values, page } = statement(search, order, positions, place, limit);
  const rows = await ask<CopiedRow>(
    `SELECT event.source, event.position, event.stream, event.stream_version, event.type, event.casekey, event."time", event.recordedat,
            event.body
       FROM (SELECT source, position FROM read.event_index_v2 ${page}) AS found JOIN audit_log.event USING (source, position)
      ORDER BY event.${timeOf(order) === 'recorded_at' ? 'recordedat' : '"time"'} ${directionOf(order)},
               event.source ${directionOf(order)}, event.position ${directionOf(order)}`,
    values,
  );
  const key = ({ source, recorded }: Delivery) => [
    new Date(timeOf(order) === 'recorded_at' ? recorded.recordedAt : recorded.time).toISOString(),
    source,
    recorded.position,
    vectorText(positions),
  ];
  return { ...pageOf(listOf(order), rows.map(copiedEvent), limit, key, (event) => event), positions };
}

export function foundEvent(event: Delivery): FoundEvent {
  return { ...historyEntry(event), caseId: event.envelope.casekey ?? null, area: event.envelope.area ?? null };
}

interface Place {
  readonly time: string;
  readonly source: string;
  readonly position: number;
  readonly positions: PositionVector;
}

const listOf = (order: EventOrder): string => `audited-events ${order}`;
const timeOf = (order: EventOrder): string => (order.endsWith('recorded') ? 'recorded_at' : 'occurred_at');
const directionOf = (order: EventOrder): string => (order.startsWith('-') ? 'DESC' : 'ASC');
const vectorText = (positions: PositionVector): string =>
  Object.entries(positions)
    .map(([source, position]) => `${source}:${String(position)}`)
    .join(' ');

/** @throws INVALID_CURSOR */
function placeOf(order: EventOrder, cursor: string): Place {
  const [time, source, position, seen] = readCursor(listOf(order), cursor, 4);
  const isPlace =
    typeof time === 'string' &&
    !Number.isNaN(Date.parse(time)) &&
    (services as readonly unknown[]).includes(source) &&
    Number.isSafeInteger(position) &&
    typeof seen === 'string' &&
    /^(?:[a-z]{1,16}:\d{1,15}(?: |$)){1,8}$/.test(seen);
  if (!isPlace) throw edgeProblem('INVALID_CURSOR');
  return { time, source: String(source), position: Number(position), positions: Object.fromEntries(parseSeen(seen)) };
}

function statement(
  { filters, scope }: EventSearch,
  order: EventOrder,
  positions: PositionVector,
  place: Place | undefined,
  limit: number,
): { readonly page: string; readonly values: readonly unknown[] } {
  inOrder(filters.occurredFrom, filters.occurredTo);
  inOrder(filters.recordedFrom, filters.recordedTo);
  const conditions = new Conditions()
    .addIf(scope, (p) => `(area IS NULL OR starts_with(area, ${p}))`)
    .addIf(filters.area, (p) => `starts_with(area, ${p})`)
    .addIf(filters.actor, (p) => `actor = ${p}`)
    .addIf(filters.unit, (p) => `unit = ${p}`)
    .addIf(filters.source, (p) => `source = ${p}`)
    .addIf(filters.occurredFrom, (p) => `occurred_at >= ${p}::timestamptz`)
    .addIf(filters.occurredTo, (p) => `occurred_at < ${p}::timestamptz`)
    .addIf(filters.recordedFrom, (p) => `recorded_at >= ${p}::timestamptz`)
    .addIf(filters.recordedTo, (p) => `recorded_at < ${p}::timestamptz`)
    .add([JSON.stringify(positions)], (p) => `position <= (${p}::jsonb ->> source)::bigint`);
  if (filters.text !== undefined) addText(conditions, filters.text);
  if (filters.type !== undefined) conditions.add([typesNamed(filters.type)], (p) => `type = ANY (${p}::text[])`);
  if (filters.breach === 'any') conditions.add([], () => 'cardinality(breaches) > 0');
  else conditions.addIf(filters.breach, (p) => `${p} = ANY (breaches) AND cardinality(breaches) > 0`);
  const time = timeOf(order);
  const beyond = order.startsWith('-') ? '<' : '>';
  if (place !== undefined)
    conditions.add(
      [place.time, place.source, place.position],
      (at, source, position) => `(${time}, source, position) ${beyond} (${at}::timestamptz, ${source}, ${position}::bigint)`,
    );
  const direction = directionOf(order);
  const page = conditions.page(`${time} ${direction}, source ${direction}, position ${direction}`, limit);
  return { page, values: conditions.values };
}

function addText(conditions: Conditions, text: string): void {
  const digest = text.toLowerCase();
  if (isDigest(digest)) conditions.add([digest], (p) => `digests @> ARRAY[${p}]`);
  else conditions.add([`%${text.replace(/[\\%_]/g, '\\$&')}%`], (p) => `words ILIKE ${p}`);
}

function inOrder(from: string | undefined, to: string | undefined): void {
  if (from !== undefined && to !== undefined && epochOf(from) >= epochOf(to))
    throw new ProblemException('TIMES_IN_WRONG_ORDER', auditProblems.TIMES_IN_WRONG_ORDER);
}

/** A name stands for every version of the type. What has a dot is a full type, perhaps one that only a newer service knows. */
function typesNamed(text: string): readonly string[] {
  return text.split(',').flatMap((name) => {
    if (name.includes('.')) return [name];
    const known = [...eventTypes.values()].filter((type) => type.name === name).map(({ type }) => type);
    if (known.length === 0) throw new ProblemException('UNKNOWN_EVENT_TYPE', auditProblems.UNKNOWN_EVENT_TYPE, { details: { name } });
    return known;
  });
}
