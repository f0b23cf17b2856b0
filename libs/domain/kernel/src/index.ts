export * from './decider.js';
export * from './decision.js';
export * from './fact.js';
export * from './instant.js';
export * from './policy-guards.js';
