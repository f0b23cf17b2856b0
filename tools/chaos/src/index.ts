export { faults, faultKinds, type Bus, type Fault, type FaultKind, type Scene } from './faults/index.js';
export { runChaos, type ChaosOptions, type ChaosRun } from './run-chaos.js';
