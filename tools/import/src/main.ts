import { UsageFault } from '@huying/platform';
import { createGateway, GatewayFault } from './gateway.js';
import { importArguments, usage, type ImportArguments } from './import-arguments.js';
import { createProgress } from './progress.js';
import { RejectsFile } from './rejects-file.js';
import { runImport, type ImportSummary } from './run-import.js';
import { SourceFault } from './source.js';
import { inspectSource } from './source-file.js';

const allImported = 0;
const someRejected = 3;
const couldNotRun = 2;

/** @returns the exit code */
async function main(): Promise<number> {
  // npm runs scripts in the package's folder, and says where the person stood.
  const chosen = importArguments(process.argv.slice(2), process.env, process.env['INIT_CWD'] ?? process.cwd());
  if (chosen === 'help') {
    process.stdout.write(`${usage}\n`);
    return allImported;
  }
  const file = await inspectSource(chosen.file);
  const rejects = new RejectsFile(chosen.rejects);
  const progress = createProgress(file.bytes, process.stderr);
  const gateway = createGateway({
    url: chosen.url,
    user: chosen.user,
    ...(chosen.token === undefined ? {} : { token: chosen.token }),
    onWait: (reason, ms) => {
      progress.note(`waiting ${Math.round(ms / 100) / 10} s for the gateway (${reason}) 等待网关`);
    },
  });
  const { format, system, zone } = chosen;
  let summary: ImportSummary;
  try {
    summary = await runImport({
      format,
      system,
      file,
      gateway,
      rejects,
      progress,
      now: Date.now(),
      ...(zone === undefined ? {} : { zone }),
    });
  } finally {
    progress.stop();
    await rejects.close();
  }
  process.stdout.write(told(summary, chosen));
  return summary.rejected === 0 ? allImported : someRejected;
}

function told(summary: ImportSummary, { rejects }: ImportArguments): string {
  const { rows, recorded, corrected, unchanged, rejected, cases, exampleCaseId } = summary;
  return [
    `rows 行数 ${rows}: recorded 新记录 ${recorded}, corrected 更正 ${corrected}, unchanged 无变化 ${unchanged}, rejected 拒绝 ${rejected}`,
    `cases 案件 ${cases}`,
    ...(rejected === 0 ? [] : [`rejected rows are listed in 拒绝的行见 ${rejects}`]),
    ...(exampleCaseId === undefined ? [] : ['replay one of them 回放其中一案:', `  npm run replay -- ${exampleCaseId}`]),
    '',
  ].join('\n');
}

try {
  process.exitCode = await main();
} catch (error) {
  if (error instanceof UsageFault) process.stderr.write(`${error.message}\n\n${usage}\n`);
  else if (error instanceof SourceFault || error instanceof GatewayFault) process.stderr.write(`${error.message}\n`);
  else process.stderr.write(`the import failed 导入失败: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = couldNotRun;
}
