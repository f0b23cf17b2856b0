export * from './case-record.js';
export * from './indicators.js';
export * from './on-time.js';
export * from './period.js';
export * from './rate.js';
