export * from './resident-commands.js';
export * from './resident-facts.js';
export * from './resident-refusals.js';
export * from './resident-state.js';
export * from './resident-vocabulary.js';
export * from './resident.decider.js';
export * from './retention.js';
