export { writeHistories, boardMoments, type Histories } from './histories/write-histories.js';
export type { ExpectedCounts } from './histories/expected-counts.js';
export { Report, type Figure } from './report.js';
export { runTrial, type Trial } from './run-trial.js';
