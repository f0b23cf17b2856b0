export * from './case-vocabulary.js';
