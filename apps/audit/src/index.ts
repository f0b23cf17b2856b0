export * from './audit-config.js';
export { loadAuditConfig } from './config.js';
export * from './create-audit.js';
export { copyEvents } from './copy-events/copy-events.js';
export type { Ask } from './case-lookup/case-events.js';
export { Receipts } from './case-proof/receipts.js';
export { growLog } from './ledger/grow-log.js';
export { LogFiles } from './ledger/log-files.js';
export type { LogSigners } from './ledger/signers.js';
