import { askForReplay, CaseFault } from './ask-gateway.js';
import { GatewayFault } from './gateway-access.js';
import { inkFor } from './ink.js';
import { replayArguments, usage, UsageFault } from './replay-arguments.js';
import { drawTimeline } from './timeline.js';

const shown = 0;
const noSuchCase = 1;
const couldNotRun = 2;

/** @returns the exit code */
async function main(): Promise<number> {
  const asked = replayArguments(process.argv.slice(2), process.env);
  if (asked === 'help') {
    process.stdout.write(`${usage}\n`);
    return shown;
  }
  const replay = await askForReplay(asked);
  const ink = inkFor(process.stdout.isTTY, process.env['NO_COLOR']);
  const width = process.stdout.isTTY ? process.stdout.columns : 120;
  process.stdout.write(drawTimeline(replay, { lang: asked.lang, ink, width }));
  return shown;
}

// A reader that has seen enough (`| head`) is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? shown : couldNotRun);
});
try {
  process.exitCode = await main();
} catch (error) {
  if (error instanceof UsageFault) process.stderr.write(`${error.message}\n\n${usage}\n`);
  else if (error instanceof CaseFault || error instanceof GatewayFault) process.stderr.write(`${error.message}\n`);
  else process.stderr.write(`the replay failed 回放失败: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = error instanceof CaseFault ? noSuchCase : couldNotRun;
}
