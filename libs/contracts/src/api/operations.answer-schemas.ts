import { deployables, services } from '../services.js';
import { closed, count, flag, listOf, oneOf, orNull, pageOf, tableOf, text } from './answer-schema.js';

/** The answers of `operations.dto.ts`. */
const consumer = closed({
  service: oneOf(deployables),
  consumer: text,
  state: oneOf(['running', 'paused', 'stopped']),
  reason: orNull(text),
  positions: tableOf(count),
  parkedEvents: count,
});
export const consumers = closed({ items: listOf(consumer) });
export const allConsumers = closed({ items: listOf(consumer), unavailable: listOf(oneOf(services)) });

export const parkedPage = pageOf(
  closed({
    source: oneOf(services),
    position: { type: 'integer', minimum: 1 },
    type: text,
    caseKeys: listOf(text),
    reason: text,
    parkedAt: text,
  }),
);
export const publication = closed({
  service: oneOf(services),
  state: oneOf(['publishing', 'standing-by', 'paused', 'stopped']),
  reason: orNull(text),
  position: count,
});
export const republished = closed({ from: count, upTo: count });
export const released = closed({ applied: count });
export const restarted = closed({ restarted: flag });
