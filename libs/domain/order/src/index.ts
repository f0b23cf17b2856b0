export * from './evidence.js';
export * from './order-commands.js';
export * from './order-facts.js';
export * from './order-refusals.js';
export * from './order-state.js';
export * from './order.decider.js';
