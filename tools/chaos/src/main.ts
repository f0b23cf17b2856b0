import { randomInt } from 'node:crypto';
import { UsageFault } from '@huying/platform';
import { sentencesFor } from '@huying/start';
import { readWish, usage, type Wish } from './arguments.js';
import { faults, type Bus, type Fault } from './faults/index.js';
import { lineOf, tableOf } from './results.js';
import type { Round } from './round.js';
import { runChaos, type ChaosRun } from './run-chaos.js';

/** `npm run chaos`. @returns whether nothing was lost or doubled */
async function main({ rounds, buses, kinds, seed = randomInt(4_294_967_295) }: Wish, given: AbortSignal): Promise<boolean> {
  console.log(`Seed 种子 ${String(seed)}: the same faults in the same order with --seed ${String(seed)}`);
  const wanted = faults.filter(({ kind }) => kinds.includes(kind));
  const runs: ChaosRun[] = [];
  for (const bus of buses) {
    const run = await play(bus, rounds, possible(wanted, bus), seed, given);
    runs.push(run);
    if (run.kept !== undefined) tellFailure(run, seed);
  }
  console.log(`\n${tableOf(runs).join('\n')}`);
  const survived = runs.every(({ kept }) => kept === undefined);
  const acknowledged = runs.reduce((sum, run) => sum + run.acknowledged, 0);
  const seconds = runs.flatMap((run) => run.rounds).reduce((sum, { ms }) => sum + ms / 1_000, 0);
  console.log(`\n${seconds.toFixed(0)} s for these rounds 用时，${String(acknowledged)} submissions acknowledged 条诉求已确认`);
  if (survived) console.log('Nothing lost, nothing doubled. 无丢失，无重复。');
  return survived;
}

function play(bus: Bus, rounds: number, drawnFrom: readonly Fault[], seed: number, given: AbortSignal): Promise<ChaosRun> {
  console.log(`\n${bus}: starting 正在启动 …`);
  const options = {
    bus,
    rounds,
    faults: drawnFrom,
    seed,
    onReady: (folder: string, ms: number) => console.log(`  ready in ${(ms / 1_000).toFixed(1)} s · ${folder}`),
    onRound(round: Round, number: number) {
      console.log(lineOf(round, number, rounds));
      for (const violation of round.violations) console.error(`      ${violation}`);
    },
  };
  return runChaos(options, given);
}

/** The faults that can be injected here; whatever cannot is said. */
function possible(wanted: readonly Fault[], bus: Bus): readonly Fault[] {
  return wanted.filter((fault) => {
    if (!fault.buses.includes(bus)) return false;
    const reason = fault.unavailable?.();
    if (reason !== undefined) console.warn(`SKIPPED 跳过: ${fault.name}: ${reason}`);
    return reason === undefined;
  });
}

function tellFailure({ bus, rounds, violations, kept }: ChaosRun, seed: number): void {
  console.error(`\n${bus}, seed ${String(seed)}, after round ${String(rounds.length)}, ${rounds.at(-1)?.fault.name ?? ''}:`);
  for (const violation of violations) console.error(`  ${violation}`);
  console.error(`The data are kept below ${kept ?? ''}, the logs in data/logs. 数据保留于该文件夹。`);
  console.error(
    'Where it holds a folder small-disk, that is a mounted tmpfs: umount it before you remove the rest. 删除前请先 umount small-disk。',
  );
}

const stopRequest = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stopRequest.abort());

try {
  const wish = readWish(process.argv.slice(2));
  if (wish === 'help') console.log(usage);
  else process.exitCode = (await main(wish, stopRequest.signal)) ? 0 : 1;
} catch (fault) {
  process.exitCode = tellEnd(fault);
}

function tellEnd(fault: unknown): number {
  if (stopRequest.signal.aborted) {
    console.error('\nStopped, and its data removed. 已停止，数据已删除。');
    return 130;
  }
  const unclear = fault instanceof UsageFault;
  console.error(unclear ? `${fault.message}\n\n${usage}` : sentencesFor(fault).join('\n'));
  return unclear ? 2 : 1;
}
