export * from './audit-config.js';
export { loadAuditConfig } from './config.js';
export * from './create-audit.js';
export { copyEvents } from './copy-events/copy-events.js';
