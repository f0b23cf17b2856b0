import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const here = fileURLToPath(new URL('../pm4py/', import.meta.url));
const folder = fileURLToPath(new URL('../../../.cache/process-mining/', import.meta.url));
const requirements = join(here, 'requirements.txt');
const making = { timeout: 600_000 };

interface Counted {
  readonly cases: number;
  readonly events: number;
}

/** What PM4Py finds in an event log. */
export interface Pm4pyFindings {
  readonly xes: Counted & {
    readonly systems: Readonly<Record<string, Counted>>;
    readonly starts: readonly string[];
    readonly directlyFollows: number;
  };
  readonly ocel: Counted & {
    readonly eventsOfCases: number;
    readonly objects: Readonly<Record<string, number>>;
    readonly qualifiers: readonly string[];
  };
}

/** A Python that has PM4Py: made once into `.cache`, unless `HUYING_PM4PY_PYTHON` names one; undefined where it cannot be made. */
export async function pythonWithPm4py(): Promise<string | undefined> {
  const given = process.env['HUYING_PM4PY_PYTHON'];
  const python = given === undefined || given === '' ? await made() : given;
  return python !== undefined && (await runs(python, ['-c', 'import pm4py'])) ? python : undefined;
}

/**
 * Has PM4Py read an event log, in a process of its own.
 *
 * @param given up: the process is ended, and this throws
 * @throws where it cannot: the log is none, or memory did not suffice
 */
export async function readByPm4py<Kind extends keyof Pm4pyFindings>(
  python: string,
  kind: Kind,
  path: string,
  given?: AbortSignal,
): Promise<{ readonly found: Pm4pyFindings[Kind]; readonly peakMebibytes: number }> {
  const { stdout } = await promisify(execFile)(python, [join(here, 'read_logs.py'), kind, path], {
    maxBuffer: 64 * 1024 * 1024,
    ...(given === undefined ? {} : { signal: given }),
  });
  // Whatever else it has to say stands before.
  return JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '') as { found: Pm4pyFindings[Kind]; peakMebibytes: number };
}

async function made(): Promise<string | undefined> {
  const stamp = join(folder, 'made-from');
  const digest = createHash('sha256')
    .update(await readFile(requirements))
    .digest('hex');
  const python = join(folder, 'bin/python');
  if ((await readFile(stamp, 'utf8').catch(() => '')) === digest) return python;
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  if (!(await runs('python3', ['-m', 'venv', folder]))) return undefined;
  if (!(await runs(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', requirements]))) return undefined;
  await writeFile(stamp, digest);
  return python;
}

async function runs(program: string, args: readonly string[]): Promise<boolean> {
  return promisify(execFile)(program, [...args], making).then(
    () => true,
    () => false,
  );
}
