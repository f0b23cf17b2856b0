import { join } from 'node:path';
import { explain } from './fault.mjs';
import { root } from './root.mjs';
import { runQuietly } from './step.mjs';

const compiler = join(root, 'node_modules', '@typescript', 'native', 'bin', 'tsc');

/** Builds what has changed since the last build; nothing changed = a fraction of a second. */
export async function build() {
  const { code, output } = await runQuietly('Building 编译', process.execPath, [compiler, '-b', '--pretty', 'false'], { cwd: root });
  if (code !== 0) throw explain('The build', '编译', output);
}
