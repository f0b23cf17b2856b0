export * from './gateway.js';
export * from './import-arguments.js';
export * from './progress.js';
export * from './rejects-file.js';
export * from './run-import.js';
export * from './source.js';
export * from './source-file.js';
export { readOpen311Json } from './open311-json/read-open311-json.js';
export { readXesCsv } from './xes-csv/read-xes-csv.js';
