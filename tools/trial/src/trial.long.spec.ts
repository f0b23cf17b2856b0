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
