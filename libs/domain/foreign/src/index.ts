export * from './disclosure.js';
export * from './foreign-frame.js';
export * from './foreign-view.js';
export * from './foreign.decider.js';
export * from './foreign.facts.js';
export * from './foreign.state.js';
export * from './growing-map.js';
export * from './source-row.js';
