import { join } from 'node:path';
import { UsageFault } from '@huying/platform';
import type { VerifierKey } from 'huying-verify';
import { compareFiles } from './compare-files.js';
import { done, exitCodeOf, gravest, type ExitCode } from './exit-code.js';
import { ledgerArguments, usage, type LedgerArguments, type Mirrored } from './ledger-arguments.js';
import { LedgerFault } from './ledger-fault.js';
import { addKey, publishedLogs, readKey, verifierKeys } from './ledger-keys.js';
import { mirrorLog } from './mirror-log.js';
import { ServedLog } from './served-log.js';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function main(): Promise<ExitCode> {
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

async function compare({ files, ...asked }: Extract<LedgerArguments, { command: 'compare' }>): Promise<ExitCode> {
  const codes: ExitCode[] = [];
  for await (const { line, code } of compareFiles(files, { folder: asked.folder, keys: await trusted(asked) })) {
    say(line);
    codes.push(code);
  }
  return gravest(codes);
}

const trusted = async ({ keys, secrets, origin }: Omit<Mirrored, 'folder'>): Promise<readonly VerifierKey[]> =>
  Promise.all((keys.length > 0 ? keys : await verifierKeys(secrets, origin)).map(readKey));

try {
  process.exitCode = await main();
} catch (fault) {
  const known = fault instanceof LedgerFault || fault instanceof UsageFault;
  process.stderr.write(`${known ? `✗ ${fault.code} ${fault.message}` : String(fault)}\n`);
  if (fault instanceof UsageFault) process.stderr.write(`\n${usage}\n`);
  process.exitCode = exitCodeOf(fault);
}
