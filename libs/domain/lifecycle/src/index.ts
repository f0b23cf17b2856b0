export * from './case-view.js';
export * from './combined-case.js';
export * from './custody.js';
export * from './deadlines.js';
export * from './state-code.js';
export * from './transition-events.js';
