export * from './key-cache.js';
export * from './keyed-hash.js';
export * from './masking.js';
export * from './memory-key-store.js';
export { SealBroken } from './part-cipher.js';
export * from './postgres-key-store.js';
export * from './prepare-key-database.js';
export * from './privacy.js';
export * from './subject-key.js';
