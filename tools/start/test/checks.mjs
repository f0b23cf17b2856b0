import { join } from 'node:path';
import { root } from '../set-up/root.mjs';
import { runQuietly } from '../set-up/step.mjs';

const bin = (...path) => join(root, 'node_modules', ...path);

/** Two lanes, side by side. The lint rule on module boundaries reads Nx's project graph; it is made anew first, so never out of date. */
const lanes = [
  [
    ['Project graph 项目图', bin('nx', 'dist', 'bin', 'nx.js'), ['show', 'projects']],
    ['Lint 代码检查', bin('eslint', 'bin', 'eslint.js'), ['.', '--max-warnings', '0']],
  ],
  [
    ['Format 格式', bin('prettier', 'bin', 'prettier.cjs'), ['--check', '--log-level', 'warn', '.']],
    ['Docker and Kubernetes files 部署文件', join(root, 'tools', 'deploy', 'checks', 'check-deploy.mjs'), []],
    ['Types of the specs 测试类型', bin('@typescript', 'native', 'bin', 'tsc'), ['-p', 'tsconfig.check.json', '--pretty', 'false']],
  ],
];

/** Runs every check, also after one has failed, and prints what the failed ones found. */
export async function runChecks() {
  const counted = { passed: 0, failed: 0 };
  await Promise.all(lanes.map((checks) => runOneByOne(checks, counted)));
  return counted;
}

async function runOneByOne(checks, counted) {
  for (const [label, program, args] of checks) {
    const { code, output } = await runQuietly(label, process.execPath, [program, ...args], {
      cwd: root,
      env: { ...process.env, NX_DAEMON: 'false', NX_TUI: 'false' },
    });
    if (code === 0) {
      counted.passed += 1;
      // A check that could not be made is no failure here, but must not go unseen.
      for (const line of output.split('\n').filter((one) => one.includes('SKIPPED'))) console.error(line);
    } else {
      counted.failed += 1;
      console.error(output);
    }
  }
}
