// Prints an overlay rendered: node tools/deploy/checks/render.mjs small. Exit code 3 when nothing that renders can be had.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { kustomize, repository } from './tools.mjs';

const { path, missing } = kustomize();
if (path === undefined) {
  console.error(missing);
  process.exit(3);
}
const [program, ...first] = path;
execFileSync(program, [...first, join(repository, 'k8s/overlays', process.argv[2] ?? 'small')], { stdio: 'inherit' });
