export * from './event-store.js';
export * from './runner-contract.js';
export * from './sealer.js';
