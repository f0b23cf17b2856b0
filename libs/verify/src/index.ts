export * from './checkpoint.js';
export * from './merkle.js';
export * from './note.js';
export * from './pack.js';
export * from './receipt.js';
export * from './sentences.js';
export * from './statement.js';
export * from './verifier-key.js';
export { isZip, readZip } from './zip.js';
