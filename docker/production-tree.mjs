// Assembles what an image runs: the built services, their migrations and their packages, and nothing else.
// Usage: node docker/production-tree.mjs FOLDER, in a clone in which `npm ci` and `tsc -b` have run. The folder must not exist.
// The Dockerfile calls it, and so does the spec that runs its result: what is tested is what is shipped.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, readlinkSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
/** What an image can be told to run. Their libraries follow from their dependencies. */
const programs = [...['intake', 'dispatch', 'volunteers', 'reporting', 'audit', 'gateway'].map((app) => `apps/${app}`), 'tools/deploy'];

const manifestOf = (folder) => JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
const foldersIn = (parent) => readdirSync(join(root, parent)).map((name) => `${parent}/${name}`);
const workspaces = ['apps', 'libs', 'libs/domain', 'tools']
  .flatMap(foldersIn)
  .filter((folder) => existsSync(join(root, folder, 'package.json')));

/** The programs' workspaces and, step by step, those that they depend on to run. */
function closure() {
  const folderOf = new Map(workspaces.map((folder) => [manifestOf(folder).name, folder]));
  const found = new Set(programs);
  for (const folder of found) {
    for (const name of Object.keys(manifestOf(folder).dependencies ?? {})) if (folderOf.has(name)) found.add(folderOf.get(name));
  }
  return [...found];
}

/** Of a workspace: its manifest, its JavaScript, its SQL. */
function copyWorkspace(folder, target) {
  for (const part of ['package.json', 'bin', 'dist', 'migrations']) {
    const from = join(root, folder, part);
    if (existsSync(from)) cpSync(from, join(target, folder, part), { recursive: true, filter: isShipped });
  }
}

const isShipped = (file) => statSync(file).isDirectory() || !/\.(?:tsbuildinfo|map|d\.[cm]?ts)$|\.spec\.js$/.test(basename(file));

/** Types, source maps and TypeORM's build for browsers: a third of the packages, and no program opens them. */
function prune(target) {
  rmSync(join(target, 'node_modules', 'typeorm', 'browser'), { recursive: true, force: true });
  for (const entry of readdirSync(target, { recursive: true, withFileTypes: true })) {
    if (entry.isFile() && /\.(?:map|d\.[cm]?ts)$/.test(entry.name)) rmSync(join(entry.parentPath, entry.name));
  }
}

/** npm links every workspace that a package names, be it for tests only. */
function dropLinksOutside(shipped, target) {
  const packages = join(target, 'node_modules');
  for (const scope of ['', '@huying']) {
    for (const entry of readdirSync(join(packages, scope), { withFileTypes: true }).filter((one) => one.isSymbolicLink())) {
      const link = join(packages, scope, entry.name);
      if (!shipped.includes(relative(target, resolve(dirname(link), readlinkSync(link))))) rmSync(link);
    }
  }
}

const target = process.argv[2];
if (target === undefined || existsSync(target)) {
  console.error('Usage: node docker/production-tree.mjs FOLDER, where FOLDER does not exist yet');
  process.exit(2);
}
const shipped = closure();
mkdirSync(target, { recursive: true });
for (const file of ['package.json', 'package-lock.json', '.npmrc']) cpSync(join(root, file), join(target, file));
// npm compares the lock with every workspace, also with those that it does not install.
for (const folder of workspaces) cpSync(join(root, folder, 'package.json'), join(target, folder, 'package.json'));
const only = shipped.flatMap((folder) => ['--workspace', folder]);
execFileSync(
  'npm',
  ['ci', '--omit=dev', '--omit=optional', '--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error', ...only],
  {
    cwd: target,
    stdio: ['ignore', 'ignore', 'inherit'],
  },
);
for (const folder of workspaces.filter((one) => !shipped.includes(one))) rmSync(join(target, folder), { recursive: true });
for (const folder of shipped) copyWorkspace(folder, target);
dropLinksOutside(shipped, target);
prune(target);
rmSync(join(target, 'node_modules', '.package-lock.json'), { force: true });
console.log(`${shipped.length} workspaces in ${target}`);
