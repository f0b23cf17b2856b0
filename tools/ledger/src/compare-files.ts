import { compareHeads, type HeadComparison } from './compare-heads.js';
import { couldNotRun, done, exitCodeOf, notWhatItShouldBe, type ExitCode } from './exit-code.js';
import { readGiven } from './given-file.js';
import { LedgerFault } from './ledger-fault.js';
import { eventsLeftOut, type Completeness } from './left-out.js';
import type { Mirror } from './mirrored-log.js';

/** One sentence of the answer, and what it is worth to a script. */
export interface Finding {
  readonly line: string;
  readonly code: ExitCode;
}

/**
 * Receipts and packs beside a mirror, file by file. What is wrong with one file is told as its finding, and keeps no other from being
 * compared.
 */
export async function* compareFiles(files: readonly string[], mirror: Mirror): AsyncGenerator<Finding> {
  for (const file of files) {
    try {
      for await (const { line, code } of compareFile(file, mirror)) yield { line: `${file}: ${line}`, code };
    } catch (fault) {
      if (!(fault instanceof LedgerFault)) throw fault;
      yield { line: `${file}: ✗ ${fault.code} ${fault.message}`, code: exitCodeOf(fault) };
    }
  }
}

/** @throws LedgerFault */
async function* compareFile(file: string, mirror: Mirror): AsyncGenerator<Finding> {
  const { heads, pack } = await readGiven(file, mirror.keys);
  for (const compared of await compareHeads(heads, mirror)) yield ofHead(compared, mirror.folder);
  if (pack !== undefined) yield* ofPack(await eventsLeftOut(pack, mirror));
}

function ofHead({ kind, origin, size, mirrored }: HeadComparison, folder: string): Finding {
  const sizes = `${origin}: ${String(size)} entries 条`;
  switch (kind) {
    case 'same-history':
      return { code: done, line: `✓ ${sizes}, the history that ${folder} mirrors 与镜像同一历史` };
    case 'beyond':
      return {
        code: couldNotRun,
        line: `· ${sizes}, the mirror has ${String(mirrored)}: mirror once more, then compare 镜像较旧，请先更新`,
      };
    case 'other-history':
      return {
        code: notWhatItShouldBe,
        line:
          `✗ ${sizes}, signed, and not the history that ${folder} mirrors: two people were shown two histories. ` +
          'Keep both: together they prove it 同一日志出示了两种历史，请保存两者为证',
      };
  }
}

function* ofPack({ leftOut, beyond }: Completeness): Generator<Finding> {
  for (const { caseId, source, position } of leftOut)
    yield {
      code: notWhatItShouldBe,
      line: `✗ ${caseId}: ${source}:${String(position)} is in the mirror and was left out 镜像中有而包中遗漏`,
    };
  if (beyond.length > 0)
    yield {
      code: couldNotRun,
      line: `· ${beyond.join(', ')}: the mirror ends before the pack's positions, so whether it is complete cannot be told 镜像较旧，尚不能判定`,
    };
  else if (leftOut.length === 0)
    yield { code: done, line: '✓ no event of its cases was left out up to its positions 所含诉求截至所载位置的事件无一遗漏' };
}
