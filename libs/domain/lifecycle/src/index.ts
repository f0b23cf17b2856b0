export * from './case-view.js';
export * from './combined-case.js';
export * from './custody.js';
export * from './deadlines.js';
export * from './ended-states.js';
export * from './state-code.js';
export * from './transition-events.js';
export * from './conformance.js';
export { lifecycleTable, type LifecycleState, type Transition } from './lifecycle-table.js';
