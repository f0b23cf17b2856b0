import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
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
  const results = await readFile(report, 'utf8')
    .then((text) => JSON.parse(text))
    .catch(() => undefined);
  const counted = results === undefined ? { passed: 0, failed: 0, skipped: 0 } : countIn(results);
  for (const name of results === undefined ? [] : passedOnlyAgain(results)) console.log(`  only at the second attempt: ${name}`);
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

/** Tests that ran out of their time at first (see `retry` in vitest.config.ts): a sign of a race, or of a machine that was too busy. */
function passedOnlyAgain({ testResults }) {
  const tests = testResults.flatMap(({ name, assertionResults }) =>
    assertionResults.map((test) => ({ ...test, file: relative(root, name) })),
  );
  return tests
    .filter(({ status, failureMessages }) => status === 'passed' && failureMessages.length > 0)
    .map(({ file, fullName }) => `${file}: ${fullName}`);
}

function vitest(args) {
  return new Promise((resolve, reject) => {
    const program = join(root, 'node_modules', 'vitest', 'vitest.mjs');
    const child = spawn(process.execPath, [program, ...args], { cwd: root, stdio: 'inherit' });
    child.once('error', reject);
    child.once('close', resolve);
  });
}
