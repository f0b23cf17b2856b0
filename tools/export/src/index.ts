export { exportArguments, usage, type ExportArguments } from './export-arguments.js';
export { BrokenOff, runExport } from './run-export.js';
export { pythonWithPm4py, readByPm4py, type Pm4pyFindings } from './pm4py.js';
