export * from './broker-for-tests.js';
export * from './decider-specification.js';
export * from './documented-answer.js';
export * from './test-database.js';
export * from './tlog-vectors.js';
