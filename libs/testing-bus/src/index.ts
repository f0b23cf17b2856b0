export * from './bus-for-specs.js';
