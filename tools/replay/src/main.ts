import { UsageFault } from '@huying/platform';
import { askGateway, NotFoundFault } from './ask-gateway.js';
import { drawAnswer } from './draw-answer.js';
import { GatewayFault } from './gateway-access.js';
import { inkFor } from './ink.js';
import { replayArguments, usage } from './replay-arguments.js';

const shown = 0;
const notFound = 1;
const couldNotRun = 2;

/** @returns the exit code */
async function main(): Promise<number> {
  const asked = replayArguments(process.argv.slice(2), process.env);
  if (asked === 'help') {
    process.stdout.write(`${usage}\n`);
    return shown;
  }
  const answer = await askGateway(asked);
  const ink = inkFor(process.stdout.isTTY, process.env['NO_COLOR']);
  const width = process.stdout.isTTY ? process.stdout.columns : 120;
  process.stdout.write(drawAnswer(answer, { lang: asked.lang, ink, width }));
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
  else if (error instanceof NotFoundFault || error instanceof GatewayFault) process.stderr.write(`${error.message}\n`);
  else process.stderr.write(`the replay failed 回放失败: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = error instanceof NotFoundFault ? notFound : couldNotRun;
}
