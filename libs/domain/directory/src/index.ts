export * from './adoption.js';
export * from './calendar-adoption.decider.js';
export * from './directory.js';
export * from './grid.decider.js';
export * from './policy-adoption.decider.js';
export * from './post.decider.js';
