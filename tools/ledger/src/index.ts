export { LedgerFault } from './ledger-fault.js';
export { addKey, publishedLogs, verifierKeys } from './ledger-keys.js';
export { mirrorLog, type Mirrored, type MirrorTask } from './mirror-log.js';
export { ServedLog } from './served-log.js';
