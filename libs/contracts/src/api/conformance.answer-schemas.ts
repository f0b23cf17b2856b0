import { services } from '../services.js';
import { closed, count, flag, listOf, oneOf, orNull, tableOf, text } from './answer-schema.js';
import { found } from './audit.answer-schemas.js';
import { deviationKinds } from './conformance.dto.js';

/** The answers of `conformance.dto.ts`. */
const named = closed({ zh: text, en: text });
const reference = closed({ source: oneOf(services), position: { type: 'integer', minimum: 1 }, id: text, occurredAt: text });
const step = closed({ event: text, name: named, transition: orNull(text) });
const state = closed({ status: text, statusName: named });
const kind = { kind: oneOf(deviationKinds), kindName: named };

export const caseConformance = closed({
  ...found,
  conforms: orNull(flag),
  note: orNull(named),
  steps: listOf(closed({ step, at: reference, from: orNull(state), to: state })),
  deviations: listOf(
    closed({ ...kind, step, at: orNull(reference), before: orNull(reference), state: orNull(state), allowed: listOf(text) }),
  ),
});

export const conformanceSum = closed({
  cases: count,
  conforming: count,
  deviating: count,
  withoutLifecycle: count,
  deviations: listOf(closed({ ...kind, step, cases: count, times: count, examples: listOf(text) })),
  positions: tableOf(count),
  parked: count,
});
