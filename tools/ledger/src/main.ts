import { join } from 'node:path';
import { UsageFault } from '@huying/platform';
import type { VerifierKey } from 'huying-verify';
import { compareHeads, type HeadComparison } from './compare-heads.js';
import { readGiven } from './given-file.js';
import { ledgerArguments, usage, type LedgerArguments, type Mirrored } from './ledger-arguments.js';
import { LedgerFault } from './ledger-fault.js';
import { eventsLeftOut, type LeftOut } from './left-out.js';
import { addKey, publishedLogs, readKey, verifierKeys } from './ledger-keys.js';
import { mirrorLog } from './mirror-log.js';
import { ServedLog } from './served-log.js';

const done = 0;
const notWhatItShouldBe = 1;
const couldNotRun = 2;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** @returns the exit code */
async function main(): Promise<number> {
  const asked = ledgerArguments(process.argv.slice(2), process.env);
  if (asked === 'help') say(usage);
  else if (asked.command === 'key') await showKeys(asked);
  else if (asked.command === 'mirror') await mirror(asked);
  else return compare(asked);
  return done;
}

async function showKeys({ add, secrets, origin }: Extract<LedgerArguments, { command: 'key' }>): Promise<void> {
  if (add) say(`${await addKey(secrets)} made: start audit anew to sign with it 已增加密钥，重启后生效`);
  for (const vkey of await verifierKeys(secrets, origin)) say(vkey);
}

async function mirror(asked: Extract<LedgerArguments, { command: 'mirror' }>): Promise<void> {
  const keys = await trusted(asked);
  for (const log of publishedLogs) {
    const origin = `${asked.origin}/${log}`;
    const { size, added } = await mirrorLog({
      log: new ServedLog(`${asked.url}/log/${log}`, asked.token),
      origin,
      keys: keys.filter(({ name }) => name === origin),
      folder: join(asked.folder, log),
    });
    say(`✓ ${origin}: ${String(size)} entries 条, ${String(added)} new 新增`);
  }
}

async function compare(asked: Extract<LedgerArguments, { command: 'compare' }>): Promise<number> {
  const { folder, files } = asked;
  const keys = await trusted(asked);
  let code = done;
  for (const file of files) {
    const given = await readGiven(file, keys);
    for (const compared of await compareHeads(given.heads, { folder, keys })) {
      say(`${file}: ${comparisonLine(compared, folder)}`);
      if (compared.kind === 'other-history') code = notWhatItShouldBe;
      if (compared.kind === 'beyond' && code === done) code = couldNotRun;
    }
    if (given.pack === undefined) continue;
    const { leftOut, beyond } = await eventsLeftOut(given.pack, { folder, keys });
    for (const line of completenessLines(leftOut, beyond)) say(`${file}: ${line}`);
    if (leftOut.length > 0) code = notWhatItShouldBe;
    if (beyond.length > 0 && code === done) code = couldNotRun;
  }
  return code;
}

function completenessLines(leftOut: readonly LeftOut[], beyond: readonly string[]): readonly string[] {
  if (leftOut.length > 0)
    return leftOut.map(
      ({ caseId, source, position }) => `✗ ${caseId}: ${source}:${String(position)} is in the mirror and was left out 镜像中有而包中遗漏`,
    );
  if (beyond.length > 0)
    return [
      `· ${beyond.join(', ')}: the mirror ends before the pack's positions, so whether it is complete cannot be told 镜像较旧，尚不能判定`,
    ];
  return ['✓ no event of its cases was left out up to its positions 所含诉求截至所载位置的事件无一遗漏'];
}

function comparisonLine({ kind, origin, size, mirrored }: HeadComparison, folder: string): string {
  const sizes = `${origin}: ${String(size)} entries 条`;
  switch (kind) {
    case 'same-history':
      return `✓ ${sizes}, the history that ${folder} mirrors 与镜像同一历史`;
    case 'beyond':
      return `· ${sizes}, the mirror has ${String(mirrored)}: mirror once more, then compare 镜像较旧，请先更新`;
    case 'other-history':
      return (
        `✗ ${sizes}, signed, and not the history that ${folder} mirrors: two people were shown two histories. ` +
        'Keep both: together they prove it 同一日志出示了两种历史，请保存两者为证'
      );
  }
}

const trusted = async ({ keys, secrets, origin }: Omit<Mirrored, 'folder'>): Promise<readonly VerifierKey[]> =>
  Promise.all((keys.length > 0 ? keys : await verifierKeys(secrets, origin)).map(readKey));

const aboutTheLog = new Set<LedgerFault['code']>(['NOT_SIGNED', 'NOT_VERIFIED', 'WENT_BACK', 'ROOT_WRONG', 'REWRITTEN']);

try {
  process.exitCode = await main();
} catch (fault) {
  const known = fault instanceof LedgerFault || fault instanceof UsageFault;
  process.stderr.write(`${known ? `✗ ${fault.code} ${fault.message}` : String(fault)}\n`);
  if (fault instanceof UsageFault) process.stderr.write(`\n${usage}\n`);
  process.exitCode = fault instanceof LedgerFault && aboutTheLog.has(fault.code) ? notWhatItShouldBe : couldNotRun;
}
