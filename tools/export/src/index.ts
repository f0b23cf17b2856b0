export { exportArguments, usage, UsageFault, type ExportArguments } from './export-arguments.js';
export { BrokenOff, runExport } from './run-export.js';
