export * from './checkpoint.js';
export * from './entry-bundle.js';
export * from './grow.js';
export * from './hash.js';
export * from './note.js';
export * from './receipt.js';
export * from './tile.js';
export * from './tree-reader.js';
