import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('../pm4py/', import.meta.url));
const folder = fileURLToPath(new URL('../../../.cache/process-mining/', import.meta.url));
const requirements = join(here, 'requirements.txt');

export interface ReadLogs {
  readonly xes: {
    readonly cases: number;
    readonly events: number;
    readonly systems: Readonly<Record<string, { readonly cases: number; readonly events: number }>>;
    readonly starts: readonly string[];
    readonly directlyFollows: number;
  };
  readonly ocel: {
    readonly cases: number;
    readonly events: number;
    readonly eventsOfCases: number;
    readonly objects: Readonly<Record<string, number>>;
    readonly qualifiers: readonly string[];
  };
}

/** A Python that has PM4Py: made once into `.cache`, unless `HUYING_PM4PY_PYTHON` names one; undefined where it cannot be made. */
export function pythonWithPm4py(): string | undefined {
  const given = process.env['HUYING_PM4PY_PYTHON'];
  const python = given === undefined || given === '' ? made() : given;
  return python !== undefined && runs(python, ['-c', 'import pm4py']) ? python : undefined;
}

export const readLogs = (python: string, xes: string, ocel: string): ReadLogs =>
  JSON.parse(execFileSync(python, [join(here, 'read_logs.py'), xes, ocel], { stdio: ['ignore', 'pipe', 'ignore'] }).toString()) as ReadLogs;

function made(): string | undefined {
  const stamp = join(folder, 'made-from');
  const digest = createHash('sha256').update(readFileSync(requirements)).digest('hex');
  const python = join(folder, 'bin/python');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return python;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  if (!runs('python3', ['-m', 'venv', folder])) return undefined;
  if (!runs(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', requirements])) return undefined;
  writeFileSync(stamp, digest);
  return python;
}

function runs(program: string, args: readonly string[]): boolean {
  try {
    execFileSync(program, [...args], { stdio: 'ignore', timeout: 600_000 });
    return true;
  } catch {
    return false;
  }
}
