export { drawTimeline, type Canvas } from './timeline.js';
export { GatewayFault, problemOf, reach, signIn, type Fetch } from './gateway-access.js';
