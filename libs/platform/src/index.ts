export * from './canonical-json.js';
export * from './clock.js';
export * from './database-passwords.js';
export * from './environment.js';
export * from './error-for-log.js';
export * from './identifiers.js';
export * from './logger.js';
export * from './request-digest.js';
