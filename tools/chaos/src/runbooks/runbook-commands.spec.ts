import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../../', import.meta.url));

/** The commands of a runbook that are marked `<!-- tested: NAME -->`, as a reader would paste them. */
export function runbookCommands(file: string): ReadonlyMap<string, string> {
  const text = readFileSync(new URL(`../../../../docs/runbooks/${file}`, import.meta.url), 'utf8');
  return new Map(
    [...text.matchAll(/<!-- tested: ([a-z-]+) -->\n+```sh\n(.*?)```/gs)].map(([, name = '', command = '']) => [name, command]),
  );
}

export interface Said {
  readonly code: number;
  /** Standard output and error. */
  readonly text: string;
}

/** Types a runbook's command in the clone; the folders that it names lie below `folder` instead. */
export function type(command: string, folder: string, dataDir: string): Promise<Said> {
  const placed = command
    .replaceAll('/backups/', `${folder}/backups/`)
    .replaceAll('/safe/', `${folder}/safe/`)
    .replaceAll('.huying-restored', `${folder}/restored`);
  return new Promise((resolve) => {
    const env = { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '', HUYING_DATA_DIR: dataDir };
    execFile('bash', ['-c', placed], { cwd: root, env, timeout: 120_000 }, (fault, out, err) => {
      resolve({ code: fault === null ? 0 : Number(fault.code ?? 1), text: out + err });
    });
  });
}
