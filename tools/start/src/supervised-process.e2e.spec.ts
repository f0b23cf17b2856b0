import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@huying/platform/embedded-postgres';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { identityOf, isRunning } from './process-identity.js';
import { supervise, type ProcessDescription, type Supervision } from './supervised-process.js';

let folder: string;
let port: number;
let running: Supervision | undefined;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'huying-process-'));
  port = await freePort();
  running = undefined;
});
afterEach(async () => {
  await running?.stop(1_000);
  await rm(folder, { recursive: true, force: true });
});

const server = `import { createServer } from 'node:http';
const server = createServer((_, answer) => answer.end(process.env.WORD)).listen(Number(process.env.PORT), '127.0.0.1');`;
const orderly = `process.on('SIGTERM', () => process.exit(0));`;
const deaf = `process.on('SIGTERM', () => undefined);`;

async function described(program: string): Promise<ProcessDescription> {
  const main = join(folder, 'program.mjs');
  await writeFile(main, program);
  return {
    name: 'program',
    main,
    environment: { PORT: String(port), WORD: 'ready' },
    logFile: join(folder, 'program.log'),
    readyUrl: `http://127.0.0.1:${String(port)}/`,
  };
}

describe('a supervised process', () => {
  it('is ready when it answers, and gets the environment it was given and no other', async () => {
    running = await supervise(await described(`${server}\n${orderly}\nconsole.log(Object.keys(process.env).sort().join());`));
    expect(await fetch(`http://127.0.0.1:${String(port)}/`).then((answer) => answer.text())).toBe('ready');
    expect(await readFile(join(folder, 'program.log'), 'utf8')).toBe('NODE_ENV,PATH,PORT,TZ,WORD\n');
  });

  it('is started again after it was killed', async () => {
    const deaths: string[] = [];
    running = await supervise(await described(`${server}\n${orderly}`), { onDeath: (name, how) => deaths.push(`${name} ${how}`) });
    const killed = running.pid() ?? 0;
    process.kill(killed, 'SIGKILL');
    await vi.waitUntil(() => deaths.length === 1 && running?.pid() !== undefined && running.pid() !== killed, { timeout: 10_000 });
    await vi.waitUntil(
      () =>
        fetch(`http://127.0.0.1:${String(port)}/`).then(
          (answer) => answer.ok,
          () => false,
        ),
      { timeout: 10_000 },
    );
    expect(deaths).toEqual(['program SIGKILL']);
  });

  it('is killed when it does not end by itself in the time it is given', async () => {
    running = await supervise(await described(`${server}\n${deaf}`));
    const identity = identityOf(running.pid() ?? 0);
    await running.stop(200);
    expect(isRunning(identity)).toBe(false);
  });

  it('that cannot start is reported with its own words, without a stack trace', async () => {
    const program = await described(`console.error('The settings are wrong.'); process.exit(1);`);
    await expect(supervise(program)).rejects.toMatchObject({
      name: 'StartFault',
      message: expect.stringContaining('The settings are wrong.') as string,
    });
  });

  it('is ended, and not waited for, when the start is given up', async () => {
    const given = new AbortController();
    const pids: number[] = [];
    const program = await described(`setInterval(() => undefined, 1000);`);
    const starting = supervise(program, { onSpawn: (_, pid) => pids.push(pid) }, given.signal);
    await vi.waitUntil(() => pids.length === 1);
    const identity = identityOf(pids[0] ?? 0);
    given.abort();
    await expect(starting).rejects.toMatchObject({ name: 'AbortError' });
    expect(isRunning(identity)).toBe(false);
  });
});
