export { GatewayClient, GatewayRefusal, type Call } from './demonstration/gateway-client.js';
export type { RecordedDemonstration } from './demonstration/record-demonstration.js';
export { readSettings, type StartSettings } from './settings.js';
export { StartFault } from './start-fault.js';
export { startSystem, type RunningSystem, type SystemEvents } from './system.js';
export { startSystemForSpecs, type SystemForSpecs } from './system-for-specs.js';
