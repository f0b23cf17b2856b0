export { exportErasures, type ExportOptions } from './erasures/export-erasures.js';
export { restored } from './results.js';
export { takeBackup, type BackupOptions, type TakenBackup } from './take/take-backup.js';
export { verifyBackup, type VerifiedBackup } from './verify/verify-backup.js';
export { restoreBackup, type RestoreOptions } from './restore/restore-backup.js';
export { recoverLog, type Recovered, type RecoverOptions } from './recover/recover-log.js';
export { restoreOne, type RestoredOne, type RestoreOneOptions } from './restore/restore-one.js';
export { silentProgress, type Progress } from './progress.js';
