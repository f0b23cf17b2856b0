import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { timed } from '../auditor.js';
import { seconds } from '../report.js';
import type { Stage } from '../stage.js';

interface CaseProof {
  readonly entries: readonly { readonly source: string; readonly position: number; readonly receipt: string | null }[];
}

const casesPerPack = 5;

/** Receipts of every event of a sample of cases, and packs of them, verify offline, by the program that has no other. */
export async function checkProofs(stage: Stage, caseIds: readonly string[]): Promise<void> {
  const { tool, report, auditor, folder } = stage;
  const keys = (await tool('tools/ledger/dist/main.js', ['key'])).answer.split('\n').filter((line) => line !== '');
  const trusting = keys.flatMap((vkey) => ['--key', vkey]);
  const to = join(folder, 'proofs');
  await mkdir(to, { recursive: true });

  const receipts: string[] = [];
  let without = 0;
  const asking = await timed(async () => {
    for (const caseId of caseIds) {
      const { entries } = await auditor.ask<CaseProof>(`/v1/audit/cases/${caseId}/proof`);
      for (const { source, position, receipt } of entries) {
        if (receipt === null) without += 1;
        else {
          const file = join(to, `${source}-${String(position)}.tlog-proof`);
          await writeFile(file, receipt);
          receipts.push(file);
        }
      }
    }
  });
  report.same('events of the sample without a receipt', without, 0);
  const verified = await tool('libs/verify/bin/huying-verify.mjs', [...receipts, ...trusting]);
  report.same('every receipt of the sample verifies', [verified.code, ticksIn(verified.answer)], [0, receipts.length]);
  report.figure('receipts', `${String(receipts.length)} of ${String(caseIds.length)} cases in ${seconds(asking.seconds)}`);

  const packs: string[] = [];
  const packing = await timed(async () => {
    for (let at = 0; at < caseIds.length; at += casesPerPack) {
      const file = join(to, `pack-${String(at)}.zip`);
      const outcome = await tool('tools/audit/dist/main.js', ['pack', ...caseIds.slice(at, at + casesPerPack), '--out', file]);
      if (outcome.code === 0) packs.push(file);
      else report.same('a pack was made', outcome.output, '');
    }
  });
  const opened = await tool('libs/verify/bin/huying-verify.mjs', [...packs, ...trusting]);
  report.same('every pack of the sample verifies', [opened.code, opened.code === 0 ? '' : opened.output], [0, '']);
  report.figure('packs', `${String(packs.length)} of ${String(casesPerPack)} cases each in ${seconds(packing.seconds)}`);
}

const ticksIn = (text: string): number => text.split('\n').filter((line) => line.startsWith('✓')).length;
