import { UsageFault } from '@huying/platform';
import { GatewayFault } from '@huying/replay';
import { exportArguments, usage } from './export-arguments.js';
import { BrokenOff, runExport } from './run-export.js';

const whole = 0;
const couldNotRun = 2;

/** @returns the exit code */
async function main(): Promise<number> {
  // npm runs scripts in the package's folder, and says where the person stood.
  const asked = exportArguments(process.argv.slice(2), process.env, process.env['INIT_CWD'] ?? process.cwd());
  if (asked === 'help') {
    process.stdout.write(`${usage}\n`);
    return whole;
  }
  const bytes = await runExport(asked, process.stdout);
  process.stderr.write(`${String(bytes)} bytes written 已写入 ${asked.out ?? ''}\n`);
  return whole;
}

try {
  process.exitCode = await main();
} catch (error) {
  if (error instanceof UsageFault) process.stderr.write(`${error.message}\n\n${usage}\n`);
  else if (error instanceof GatewayFault || error instanceof BrokenOff) process.stderr.write(`${error.message}\n`);
  else process.stderr.write(`the export failed 导出失败: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = couldNotRun;
}
