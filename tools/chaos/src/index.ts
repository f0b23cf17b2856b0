export { aborted } from './aborted.js';
export { faults, faultKinds, type Bus, type Fault, type FaultKind, type Scene } from './faults/index.js';
export { Databases } from './under-test/databases.js';
export { until } from './until.js';
export { runChaos, type ChaosOptions, type ChaosRun } from './run-chaos.js';
