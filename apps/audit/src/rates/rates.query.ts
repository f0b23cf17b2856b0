import type { RateEventsAsOf, RateEventsAsOfQuery, RatesAsOf, RatesAsOfQuery } from '@huying/contracts';
import { figuresOf, membersOf, policyVersionOf, type CountedMember, type JudgedRecord, type Period } from '@huying/domain-indicator';
import { epochOf, shanghai } from '@huying/kernel';
import { edgeProblem, pageOf, readCursor } from '@huying/platform-nest';
import type { AsOfPoint } from '../boards/as-of.js';
import type { Ask } from '../case-lookup/case-events.js';
import { judgedRecordsAsOf } from './case-records.js';

/** How many cases one question may fold. */
export const RATE_CASES_MAX = Symbol('rate cases max');

const list = 'rates-as-of';
const limitDefault = 50;

export async function ratesAsOf(
  ask: Ask,
  point: AsOfPoint,
  query: RatesAsOfQuery,
  casesMax: number,
): Promise<Pick<RatesAsOf, 'from' | 'to' | 'policyVersion' | 'rates'>> {
  const period = periodOf(query);
  const judged: JudgedRecord[] = [];
  for await (const one of judgedRecordsAsOf(ask, point, { period, area: query.area, casesMax })) judged.push(one);
  return { ...period, policyVersion: policyVersionOf(judged), rates: figuresOf(judged, period) };
}

export async function rateEventsAsOf(
  ask: Ask,
  point: AsOfPoint,
  query: RateEventsAsOfQuery,
  casesMax: number,
): Promise<Pick<RateEventsAsOf, 'items' | 'nextCursor'>> {
  const { area, rate, side, limit = limitDefault } = query;
  const period = periodOf(query);
  const place = query.cursor === undefined ? { fromCase: '', ordinal: 0 } : placeOf(query.cursor);
  const members: CountedMember[] = [];
  for await (const one of judgedRecordsAsOf(ask, point, { period, area, fromCase: place.fromCase, casesMax })) {
    const own = membersOf([one], period, rate, side);
    members.push(...own.filter((member) => member.case > place.fromCase || member.ordinal > place.ordinal));
    if (members.length > limit) break;
  }
  const key = (member: CountedMember) => [member.case, member.ordinal, point.occurredBy];
  return pageOf(list, members, limit, key, (member) => member);
}

/** A page goes on at the moment of the first one. */
export function placeOf(cursor: string): { readonly fromCase: string; readonly ordinal: number; readonly occurredBy: string } {
  const [fromCase, ordinal, occurredBy] = readCursor(list, cursor, 3);
  if (Number.isNaN(Date.parse(String(occurredBy)))) throw edgeProblem('INVALID_CURSOR');
  return { fromCase: String(fromCase), ordinal: Number(ordinal), occurredBy: String(occurredBy) };
}

const startOf = (day: string): string => shanghai(epochOf(`${day}T00:00:00+08:00`));
const periodOf = ({ from, to }: RatesAsOfQuery): Period => ({ from: startOf(from), to: startOf(to) });
