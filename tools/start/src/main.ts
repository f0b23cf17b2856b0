import { deployables } from '@huying/contracts';
import { ensureDemonstration } from './demonstration/ensure-demonstration.js';
import { setUpTokenOf } from './first-secretary.js';
import { readSettings, type StartSettings } from './settings.js';
import { sentencesFor } from './start-fault.js';
import { startSystem, type RunningSystem } from './system.js';
import { announce, tellDeath, tellRecording, tellStep } from './terminal.js';

/** `npm start`: brings the system up, tells where it is, and stops it on Ctrl-C. */
async function main(): Promise<void> {
  const stopRequest = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stopRequest.abort());
  // A closed terminal must not stop the orderly way down.
  process.stdout.on('error', () => undefined);

  const settings = readSettings(process.env, process.argv.slice(2), process.cwd());
  try {
    const system = await start(settings, stopRequest.signal);
    await serveUntil(stopRequest.signal, system);
  } catch (fault) {
    // Asked to stop while it started: everything begun has been undone.
    if (!stopRequest.signal.aborted) throw fault;
  }
  console.log('Stopped. 已停止');
}

async function start(settings: StartSettings, given: AbortSignal): Promise<RunningSystem> {
  const began = Date.now();
  const hosting = settings.processes ? `${String(deployables.length)} processes` : 'one process';
  console.log(`Huying 呼应 · ${settings.dataDir} · ${hosting}`);
  const system = await startSystem(settings, { onStep: tellStep, onDeath: tellDeath }, given);
  console.log(`Ready in ${((Date.now() - began) / 1000).toFixed(1)} s 已就绪`);
  return system;
}

async function serveUntil(stop: AbortSignal, system: RunningSystem): Promise<void> {
  try {
    if (system.settings.demo) {
      const place = {
        gatewayUrl: system.gateway,
        dispatchUrl: system.urlOf('dispatch'),
        gatewayPrivateKey: system.secrets.gatewayPrivateKey,
      };
      announce(system, await ensureDemonstration(system.settings.dataDir, place, { onProgress: tellRecording, given: stop }));
    } else announce(system, undefined, await setUpTokenOf(system));
    await aborted(stop);
  } finally {
    console.log('\nStopping … 正在停止');
    await system.stop();
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
