export * from './event-bus.js';
export * from './event-bus-migrations.js';
export { inCausalOrder } from './causal-order.js';
export { causeOf } from './delivery.js';
export { namedCases } from './named-cases.js';
export { createPostgresBus } from './postgres/postgres-bus.js';
export type { PostgresBusOptions } from './postgres/postgres-bus.js';
