import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { FileRun } from './import.process.js';

/** The floor: the lines of a file, as Node reads them, counted and thrown away. Its argument is the file. */
const started = performance.now();
let lines = 0;
for await (const line of createInterface({ input: createReadStream(process.argv[2] ?? '') })) if (line.length > 0) lines += 1;
const seconds = (performance.now() - started) / 1000;
const run: FileRun = { rows: lines - 1, seconds, peakMebibytes: process.resourceUsage().maxRSS / 1024 }; // The first line names columns.
process.stdout.write(JSON.stringify(run));
