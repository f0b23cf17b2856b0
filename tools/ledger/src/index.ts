export { compareWithMirror, type MirrorComparison } from './compare-with-mirror.js';
export { compareWithDays, type DaysComparison, type LostRoot } from './compare-with-days.js';
export { LedgerFault } from './ledger-fault.js';
export { addKey, publishedLogs, readKey, verifierKeys } from './ledger-keys.js';
export { mirrorLog, type Mirrored, type MirrorTask } from './mirror-log.js';
export { ServedLog } from './served-log.js';
