import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Gateway } from './gateway.js';
import { generateHistory } from './generated-history.js';
import { silentProgress } from './progress.js';
import { RejectsFile } from './rejects-file.js';
import { runImport } from './run-import.js';
import { inspectSource } from './source-file.js';

const mebibyte = 1024 * 1024;

/** Takes everything, as a gateway would that has all of it new. What serving costs is not what is looked at here. */
const willing: Gateway = {
  async send({ rows }) {
    await Promise.resolve();
    return { kind: 'imported', answer: { recorded: rows.length, corrected: 0, unchanged: 0, caseId: 'c' } };
  },
};

describe('importing a file of 1 GB', () => {
  it('needs no more memory at its end than at its beginning, and skips a line of 200 MB', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'huge-import-'));
    try {
      const path = join(folder, 'huge.csv');
      const written = await generateHistory(path, { bytes: 1024 * mebibyte, longLineBytes: 200 * mebibyte });
      const file = await inspectSource(path);
      expect(file.bytes).toBeGreaterThan(1200 * mebibyte);

      const samples: number[] = [];
      let read = 0;
      const progress = {
        ...silentProgress,
        read: (bytes: number) => {
          read += bytes;
          if (read < samples.length * 64 * mebibyte) return;
          samples.push(process.memoryUsage().rss / mebibyte);
        },
      };
      const rejects = new RejectsFile(join(folder, 'rejects.ndjson'));
      const began = performance.now();
      const summary = await runImport({ format: 'xes-csv', system: 'huge', file, gateway: willing, rejects, progress, now: Date.now() });
      await rejects.close();
      const rate = Math.round(written / ((performance.now() - began) / 1000));
      process.stdout.write(`${written} rows, ${rate} rows/s, RSS in MiB every 64 MiB: ${samples.map(Math.round).join(' ')}\n`);

      expect(summary).toMatchObject({ rows: written, recorded: written - 1, rejected: 1, cases: (written - 1) / 6 });
      // The first samples are the process warming up; what grows with the cases is 12 bytes each.
      const warm = Math.max(...samples.slice(1, 4));
      expect(Math.max(...samples.slice(4))).toBeLessThan(warm + 96);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

const eventsPerTrace = 6;

/** Invented traces, as an event log in XES. */
function* xesOf(traces: number): Generator<string> {
  yield '<?xml version="1.0" encoding="UTF-8"?>\n<log xes.version="1849.2016">\n';
  for (let n = 1; n <= traces; n += 1) {
    let trace = `<trace><string key="concept:name" value="case-${n}"/><string key="channel" value="Desk"/>\n`;
    for (let step = 1; step <= eventsPerTrace; step += 1) {
      const time = new Date(Date.parse('2012-01-01T08:00:00Z') + (n + step * 1_440) * 60_000).toISOString();
      const parts = [`<string key="concept:name" value="Step ${step}"/>`, `<date key="time:timestamp" value="${time}"/>`];
      trace += `<event>${parts.join('')}<string key="org:resource" value="Resource${n % 50}"/><string key="note" value="${'x'.repeat(400)}"/></event>\n`;
    }
    yield `${trace}</trace>\n`;
  }
  yield '</log>\n';
}

describe('importing an event log in XES of 700 MB, gzipped', () => {
  it('needs no more memory at its end than at its beginning', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'huge-xes-'));
    try {
      const path = join(folder, 'huge.xes.gz');
      const traces = 200_000;
      await pipeline(Readable.from(xesOf(traces)), createGzip({ level: 1 }), createWriteStream(path));
      const file = await inspectSource(path);
      const samples: number[] = [];
      let sent = 0;
      const rows = traces * eventsPerTrace;
      const progress = {
        ...silentProgress,
        sent: (count: number) => {
          sent += count;
          if (sent >= (samples.length * rows) / 20) samples.push(process.memoryUsage().rss / mebibyte);
        },
      };
      const rejects = new RejectsFile(join(folder, 'rejects.ndjson'));
      const began = performance.now();
      const summary = await runImport({ format: 'xes', system: 'huge', file, gateway: willing, rejects, progress, now: Date.now() });
      await rejects.close();
      const rate = Math.round(rows / ((performance.now() - began) / 1000));
      process.stdout.write(`${rows} events, ${rate} events/s, RSS in MiB every 5 %: ${samples.map(Math.round).join(' ')}\n`);
      expect(summary).toMatchObject({ rows, recorded: rows, rejected: 0, cases: traces });
      const warm = Math.max(...samples.slice(2, 6));
      expect(Math.max(...samples.slice(6))).toBeLessThan(warm + 96);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
