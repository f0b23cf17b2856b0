import { closed, count, listOf, orNull, pageOf, tableOf, text } from './answer-schema.js';
import { RateEventsAsOfQuery, RatesAsOfQuery } from './rates-as-of.dto.js';
import { countedMember, rateFigure } from './reporting.answer-schemas.js';
import { defineRoutes } from './route.js';

const read = { service: 'audit', tag: 'audit', method: 'GET', allow: ['AUD'], records: false, status: 200 } as const;
const asOf = { occurredBy: text, knownBy: orNull(text), positions: tableOf(count), parked: count };

/** The rates of `/v1/reports/rates` as of any pair of moments (DESIGN §8), from audit's own copy. */
export const ratesAsOfRoutes = defineRoutes(
  {
    ...read,
    id: 'ratesAsOf',
    answerSchema: closed({ ...asOf, from: text, to: text, policyVersion: orNull(text), rates: listOf(rateFigure) }),
    path: '/v1/audit/reports/rates',
    query: RatesAsOfQuery,
    summary: { en: 'The rates of a period, by what had happened and was known at a moment', zh: '某时刻所见的各率' },
  },
  {
    ...read,
    id: 'rateEventsAsOf',
    answerSchema: pageOf(countedMember, asOf),
    path: '/v1/audit/reports/rates/events',
    query: RateEventsAsOfQuery,
    summary: { en: 'The cases and events behind such a rate', zh: '某时刻所见各率的明细' },
  },
);
