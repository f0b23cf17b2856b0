export { drawTimeline } from './timeline.js';
export type { Canvas } from './canvas.js';
export { GatewayFault, problemOf, reach, signIn, type Fetch } from './gateway-access.js';
