export { drawTimeline, type Canvas } from './timeline.js';
