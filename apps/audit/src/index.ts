export * from './create-audit.js';
