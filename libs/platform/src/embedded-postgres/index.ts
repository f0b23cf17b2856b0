export { startEmbeddedPostgres, type EmbeddedPostgresOptions } from './embedded-postgres.js';
export type { EmbeddedPostgres } from './cluster-process.js';
export { EmbeddedPostgresFault, type EmbeddedPostgresFaultCode } from './fault.js';
export { freePort } from './free-port.js';
export { hasPostgres, postgresFolder, urlsOfRunningPostgres } from './running-server.js';
export { placePostgres } from './data-folder.js';
export { temporaryDataFolder } from './temporary-data-folder.js';
export { postgresProcessesIn } from './postmaster.js';
