import { resolve } from 'node:path';
import { UsageFault } from '@huying/platform';
import { sentencesFor } from '@huying/start';
import { readWish, usage, type GenerateWish, type TrialWish } from './arguments.js';
import { writeHistories } from './histories/write-histories.js';
import { Report } from './report.js';
import { runTrial } from './run-trial.js';

const say = (line: string): void => console.log(line);

/** `npm run trial`. @returns whether everything was as counted */
async function tryOut({ buses, ...trial }: TrialWish, given: AbortSignal): Promise<boolean> {
  const reports: [string, Report][] = [];
  for (const bus of buses) {
    say(`\n${bus}: ${String(trial.cases)} cases to import, ${String(trial.native)} of our own, seed ${String(trial.seed)}`);
    const report = new Report(say, given);
    reports.push([bus, report]);
    await runTrial({ bus, ...trial }, report, given);
  }
  for (const [bus, { figures, violations }] of reports) {
    say(`\n${bus}\n${figures.map(({ what, value }) => `  ${what.padEnd(44)} ${value}`).join('\n')}`);
    for (const violation of violations) console.error(`  ✗ ${violation}`);
  }
  const asCounted = reports.every(([, { violations }]) => violations.length === 0);
  if (asCounted) say('\nEverything was as counted. 全部相符。');
  return asCounted;
}

async function generate({ file, cases, seed }: GenerateWish): Promise<void> {
  const counts = await writeHistories(resolve(process.env['INIT_CWD'] ?? process.cwd(), file), { cases, seed });
  say(JSON.stringify(counts));
}

const stopRequest = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stopRequest.abort());

try {
  const wish = readWish(process.argv.slice(2));
  if (wish === 'help') say(usage);
  else if (wish.command === 'generate') await generate(wish);
  else process.exitCode = (await tryOut(wish, stopRequest.signal)) ? 0 : 1;
} catch (fault) {
  process.exitCode = tellEnd(fault);
  // What still waits for the system, which is gone, would wait for up to an hour.
  if (stopRequest.signal.aborted) process.exit();
}

/** @returns the exit code */
function tellEnd(fault: unknown): number {
  if (stopRequest.signal.aborted) {
    console.error('\nStopped, and its data removed. 已停止，数据已删除。');
    return 130;
  }
  const unclear = fault instanceof UsageFault;
  console.error(unclear ? `${fault.message}\n\n${usage}` : sentencesFor(fault).join('\n'));
  return unclear ? 2 : 1;
}
