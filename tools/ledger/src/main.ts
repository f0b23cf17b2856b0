import { join } from 'node:path';
import { UsageFault } from '@huying/platform';
import { ledgerArguments, usage, type LedgerArguments } from './ledger-arguments.js';
import { LedgerFault } from './ledger-fault.js';
import { addKey, publishedLogs, readKey, verifierKeys } from './ledger-keys.js';
import { mirrorLog } from './mirror-log.js';
import { ServedLog } from './served-log.js';

const done = 0;
const notWhatItShouldBe = 1;
const couldNotRun = 2;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function main(): Promise<void> {
  const asked = ledgerArguments(process.argv.slice(2), process.env);
  if (asked === 'help') say(usage);
  else if (asked.command === 'key') await showKeys(asked);
  else await mirror(asked);
}

async function showKeys({ add, secrets, origin }: Extract<LedgerArguments, { command: 'key' }>): Promise<void> {
  if (add) say(`${await addKey(secrets)} made: start audit anew to sign with it 已增加密钥，重启后生效`);
  for (const vkey of await verifierKeys(secrets, origin)) say(vkey);
}

async function mirror(asked: Extract<LedgerArguments, { command: 'mirror' }>): Promise<void> {
  const vkeys = asked.keys.length > 0 ? asked.keys : await verifierKeys(asked.secrets, asked.origin);
  const keys = await Promise.all(vkeys.map(readKey));
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

const aboutTheLog = new Set<LedgerFault['code']>(['NOT_SIGNED', 'WENT_BACK', 'ROOT_WRONG', 'REWRITTEN']);

try {
  await main();
  process.exitCode = done;
} catch (fault) {
  const known = fault instanceof LedgerFault || fault instanceof UsageFault;
  process.stderr.write(`${known ? `✗ ${fault.code} ${fault.message}` : String(fault)}\n`);
  if (fault instanceof UsageFault) process.stderr.write(`\n${usage}\n`);
  process.exitCode = fault instanceof LedgerFault && aboutTheLog.has(fault.code) ? notWhatItShouldBe : couldNotRun;
}
