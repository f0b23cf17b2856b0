import type { Fault } from './fault.js';
import { fullDisk } from './full-disk.js';
import { killedErasures } from './killed-erasure.js';
import { killedProcesses } from './killed-process.js';
import { partitions } from './partition.js';
import { redeliveries } from './redelivery.js';
import { restoredDatabases } from './restored-database.js';
import { stoppedProcesses } from './stopped-process.js';
import { twoInstances } from './two-instances.js';

export * from './fault.js';

/** Every fault that there is. */
export const faults: readonly Fault[] = [
  ...killedProcesses,
  ...stoppedProcesses,
  fullDisk,
  ...twoInstances,
  ...partitions,
  ...redeliveries,
  ...restoredDatabases,
  ...killedErasures,
];
