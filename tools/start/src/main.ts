import { deployables } from '@huying/contracts';
import { readSettings, type StartSettings } from './settings.js';
import { sentencesFor } from './start-fault.js';
import { startSystem, type RunningSystem } from './system.js';
import { announce, tellDeath, tellStep } from './terminal.js';

/** `npm start`: brings the system up, tells where it is, and stops it on Ctrl-C. */
async function main(): Promise<void> {
  const stopRequest = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stopRequest.abort());
  // A closed terminal must not stop the orderly way down.
  process.stdout.on('error', () => undefined);

  const settings = readSettings(process.env, process.argv.slice(2), process.cwd());
  const system = await start(settings, stopRequest.signal);
  if (system === undefined) return;
  try {
    await announce(system, stopRequest.signal);
    await aborted(stopRequest.signal);
  } finally {
    console.log('\nStopping … 正在停止');
    await system.stop();
    console.log('Stopped. 已停止');
  }
}

async function start(settings: StartSettings, given: AbortSignal): Promise<RunningSystem | undefined> {
  const began = Date.now();
  const hosting = settings.processes ? `${String(deployables.length)} processes` : 'one process';
  console.log(`Huying 呼应 · ${settings.dataDir} · ${hosting}`);
  try {
    const system = await startSystem(settings, { onStep: tellStep, onDeath: tellDeath }, given);
    console.log(`Ready in ${((Date.now() - began) / 1000).toFixed(1)} s 已就绪`);
    return system;
  } catch (fault) {
    if (given.aborted) return undefined;
    throw fault;
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    // Nothing else keeps a launcher alive whose children are detached.
    const alive = setInterval(() => undefined, 60_000);
    signal.addEventListener('abort', () => {
      clearInterval(alive);
      resolve();
    });
  });
}

try {
  await main();
  process.exit(0);
} catch (fault) {
  console.error(`\n${sentencesFor(fault).join('\n')}`);
  process.exit(1);
}
