export * from './audit-config.js';
export { loadAuditConfig } from './config.js';
export * from './create-audit.js';
