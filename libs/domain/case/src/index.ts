export * from './case-commands.js';
export * from './case-facts.js';
export * from './case-refusals.js';
export * from './case-state.js';
export * from './case-vocabulary.js';
export * from './case.decider.js';
export { firstContactOf } from './register-case.js';
