export * from './authority.js';
export * from './decider.js';
export * from './decision.js';
export * from './fact.js';
export * from './guarded.js';
export * from './instant.js';
export * from './policy-guards.js';
