import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../set-up/root.mjs';

/** Runs the specs of the given vitest projects and counts from vitest's own report. */
export async function runSpecs(projects) {
  const folder = await mkdtemp(join(tmpdir(), 'huying-test-'));
  const report = join(folder, 'report.json');
  const code = await vitest([
    'run',
    ...projects.flatMap((project) => ['--project', project]),
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ]);
  const counted = await readFile(report, 'utf8')
    .then((text) => countIn(JSON.parse(text)))
    .catch(() => ({ passed: 0, failed: 0, skipped: 0 }));
  await rm(folder, { recursive: true, force: true });
  // A fault outside any test (an unhandled rejection, a crash of the runner) is a failure too, though no test carries it.
  if (code !== 0 && counted.failed === 0) counted.failed = 1;
  return counted;
}

function countIn({ numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults }) {
  const filesThatDidNotLoad = testResults.filter(({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0);
  return {
    passed: numPassedTests,
    failed: numFailedTests + filesThatDidNotLoad.length,
    skipped: numPendingTests + numTodoTests,
  };
}

function vitest(args) {
  return new Promise((resolve, reject) => {
    const program = join(root, 'node_modules', 'vitest', 'vitest.mjs');
    const child = spawn(process.execPath, [program, ...args], { cwd: root, stdio: 'inherit' });
    child.once('error', reject);
    child.once('close', resolve);
  });
}
