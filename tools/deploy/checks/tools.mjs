// The programs that the checks stand on. What is missing is installed once, into `.cache/deploy-checks`, by the ordinary clients of the
// languages that they are written in; after that no network is needed.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
export const repository = join(here, '../../..');
const cache = join(repository, '.cache/deploy-checks');
const kustomizeVersion = 'v5.8.1';

const run = (program, args, options = {}) =>
  execFileSync(program, args, { stdio: ['ignore', 'pipe', 'pipe'], timeout: 600_000, ...options });
const has = (program, args) => {
  try {
    run(program, args);
    return true;
  } catch {
    return false;
  }
};

/** Answers the path of a program, or why there is none. */
function provide(make) {
  try {
    return { path: make() };
  } catch (fault) {
    return {
      missing:
        String(fault.stderr ?? '')
          .trim()
          .split('\n')
          .at(-1) || fault.message,
    };
  }
}

/** A folder that is whole or absent, made anew when what it is made from changes. */
function madeOnce(name, sources, make) {
  const folder = join(cache, name);
  const digest = sources.reduce((hash, file) => hash.update(readFileSync(file)), createHash('sha256')).digest('hex');
  const stamp = join(folder, 'made-from');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return folder;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  make(folder);
  writeFileSync(stamp, digest);
  return folder;
}

const pythonPrograms = () =>
  madeOnce('python', [join(here, 'requirements.txt')], (folder) => {
    run('python3', ['-m', 'venv', folder]);
    run(join(folder, 'bin/python'), [
      '-m',
      'pip',
      'install',
      '--quiet',
      '--disable-pip-version-check',
      '-r',
      join(here, 'requirements.txt'),
    ]);
  });

export const hadolint = () => provide(() => join(pythonPrograms(), 'bin/hadolint'));
export const kubernetesValidate = () => provide(() => join(pythonPrograms(), 'bin/kubernetes-validate'));

/** Our loader of compose files, over the library that Docker Compose itself is made of. */
export const composeCheck = () =>
  provide(() => {
    const source = join(here, 'compose');
    const files = ['main.go', 'go.mod', 'go.sum'].map((file) => join(source, file));
    const build = (folder) => run('go', ['build', '-o', join(folder, 'compose-check'), '.'], { cwd: source });
    return join(madeOnce('compose', files, build), 'compose-check');
  });

/** Renders an overlay: kubectl where it is installed, else kustomize built from its Go module. Answers program and first arguments. */
export const kustomize = () => {
  if (has('kubectl', ['kustomize', '--help'])) return { path: ['kubectl', 'kustomize'] };
  return provide(() => {
    const install = (folder) =>
      run('go', ['install', `sigs.k8s.io/kustomize/kustomize/v5@${kustomizeVersion}`], { env: { ...process.env, GOBIN: folder } });
    return [join(madeOnce('kustomize', [fileURLToPath(import.meta.url)], install), 'kustomize'), 'build'];
  });
};
