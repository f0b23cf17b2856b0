import { UsageFault } from '@huying/platform';
import { LedgerFault } from '@huying/tool-ledger';
import { auditArguments, usage } from './audit-arguments.js';
import { AuditFault } from './audit-fault.js';
import { takePack } from './take-pack.js';
import { verify } from './verify.js';

const couldNotRun = 2;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** @returns the exit code */
async function main(): Promise<number> {
  const asked = auditArguments(process.argv.slice(2), process.env);
  if (asked === 'help') {
    say(usage);
    return 0;
  }
  if (asked.command === 'verify') return (await verify(asked, say)) ? 0 : 1;
  await takePack(asked, say);
  return 0;
}

try {
  process.exitCode = await main();
} catch (fault) {
  const known = fault instanceof AuditFault || fault instanceof LedgerFault || fault instanceof UsageFault;
  process.stderr.write(`${known ? `✗ ${fault.code} ${fault.message}` : String(fault)}\n`);
  if (fault instanceof UsageFault) process.stderr.write(`\n${usage}\n`);
  process.exitCode = couldNotRun;
}
