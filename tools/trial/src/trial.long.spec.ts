import { spawn } from 'node:child_process';
import { readdir, rm } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { temporaryDataFolder } from '@huying/platform/embedded-postgres';
import { brokerForTests } from '@huying/testing';
import { describe, expect, it } from 'vitest';
import { Report } from './report.js';
import { runTrial } from './run-trial.js';

/** Both where a broker can be had; the system that runs over Kafka starts one of its own. */
const buses = (await brokerForTests()) === undefined ? (['postgres'] as const) : (['postgres', 'kafka'] as const);
/** 100,000 are what the README tells of. */
const cases = Number(process.env['HUYING_TRIAL_CASES'] ?? '1000');

describe.each(buses)('a trial with generated histories, over %s', (bus) => {
  it(`finds everything as it was counted, of ${String(cases)} cases`, async () => {
    const report = new Report((line) => void process.stdout.write(`${line}\n`));
    await runTrial({ bus, cases, native: Math.max(20, cases / 100), seed: 1 }, report, new AbortController().signal);
    expect(report.violations).toEqual([]);
    expect(report.figures.length).toBeGreaterThan(10);
  });
});

describe('a trial that is told to stop', () => {
  it.each(['our own cases', 'the import', 'exports'])(
    'amid the part “%s” begins no other, ends, and leaves nothing behind',
    async (part) => {
      const temporary = await temporaryDataFolder('stopped-trial');
      try {
        const program = fileURLToPath(new URL('../dist/main.js', import.meta.url));
        const trial = spawn(process.execPath, [program, '--cases', '200', '--native', '20', '--bus', 'postgres'], {
          env: { ...process.env, TMPDIR: temporary },
          stdio: ['ignore', 'pipe', 'inherit'],
        });
        const ended = new Promise((resolve) => trial.once('close', resolve));
        const said: string[] = [];
        for await (const line of createInterface({ input: trial.stdout })) {
          said.push(line);
          if (line === part) trial.kill('SIGINT');
        }
        expect(await ended).toBe(130);
        expect(said.slice(said.indexOf(part)).filter((line) => !line.startsWith(' '))).toEqual([part]);
        expect(await readdir(temporary)).toEqual([]);
      } finally {
        await rm(temporary, { recursive: true, force: true });
      }
    },
  );
});
