import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Bus } from '@huying/chaos';
import { derivedId, newId } from '@huying/platform';
import { timed } from './auditor.js';
import { checkBoards } from './checks/boards.js';
import { checkExports, nativeIn } from './checks/exports.js';
import { checkProofs } from './checks/proofs.js';
import { checkConformance, checkSearches } from './checks/searches.js';
import { mirror, verifyLogs } from './checks/whole-logs.js';
import { writeHistories } from './histories/write-histories.js';
import { seconds, type Report } from './report.js';
import { onStage } from './stage.js';
import { takeImported, takeNative } from './take-in.js';

export interface Trial {
  readonly bus: Bus;
  readonly cases: number;
  readonly native: number;
  readonly seed: number;
  /** Where the exports go; nowhere when absent. */
  readonly keep?: string;
}

/** The name under which the generated histories come from another system. */
const systemName = 'trial';
const sampleOf = 10;

/**
 * Generated histories go in through the product's own doors, over one bus, and everything that can be counted of them is counted again:
 * the import's own numbers, the logs, boards as of moments, searches, conformance, both exports, receipts and packs. What is not as it was
 * counted, is told in the report.
 */
export async function runTrial({ bus, cases, native, seed, keep }: Trial, report: Report, given: AbortSignal): Promise<void> {
  const file = join(tmpdir(), `huying-trial-${newId()}.xes.gz`);
  try {
    const written = await timed(() => writeHistories(file, { cases, seed }));
    const expected = written.result;
    const megabytes = ((await stat(file)).size / 1_000_000).toFixed(0);
    report.figure(
      'generated',
      `${String(expected.cases)} cases, ${String(expected.events)} events, ${megabytes} MB in ${seconds(written.seconds)}`,
    );
    await onStage(bus, report, given, async (stage) => {
      let own: readonly string[] = [];
      let before = '';
      let mirrored = '';
      await report.part('our own cases', async () => {
        own = await takeNative(stage, native, seed);
        mirrored = await mirror(stage, 'before');
        before = new Date().toISOString();
      });
      await report.part('the import', () => takeImported(stage, file, systemName, expected));
      await report.part('the logs', () => verifyLogs(stage, mirrored));
      await report.part('a mirror of all', async () => {
        await mirror(stage, 'after');
      });
      await report.part('boards', () => checkBoards(stage, systemName, expected.boards, before));
      await report.part('searches', () => checkSearches(stage, systemName, expected));
      const ours = await nativeIn(stage);
      await report.part('conformance', () => checkConformance(stage, { native: ours.cases, imported: expected.cases }));
      await report.part('exports', async () =>
        checkExports(stage, {
          system: systemName,
          imported: { cases: expected.cases, events: expected.events },
          native: await nativeIn(stage),
        }),
      );
      await report.part('proofs', () => checkProofs(stage, [...own.slice(0, sampleOf), ...importedSample(expected.cases)]));
      if (keep !== undefined) await keepExports(stage.folder, join(resolve(keep), bus));
    });
  } finally {
    await rm(file, { force: true });
  }
}

/** Ids of cases from the first to the last of the file. */
function importedSample(cases: number): readonly string[] {
  const numbers = new Set(Array.from({ length: sampleOf }, (_, n) => Math.floor((n * (cases - 1)) / (sampleOf - 1))));
  return [...numbers].map((n) => derivedId('foreign', systemName, `HY-${String(n)}`));
}

async function keepExports(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  for (const name of ['all.xes.gz', 'all.ocel.json']) await rename(join(from, name), join(to, name));
}
