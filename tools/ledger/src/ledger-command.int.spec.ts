import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mirrorOf, receiptOf, signer } from './log-server.spec.js';

interface Ended {
  readonly code: number;
  /** Standard output and standard error, one after the other. */
  readonly said: string;
}

/** `npm run ledger -- …`, as built; it knows no secrets and no gateway. */
async function ledger(...args: readonly string[]): Promise<Ended> {
  const program = fileURLToPath(new URL('../dist/main.js', import.meta.url));
  return new Promise((resolve) => {
    execFile(process.execPath, [program, ...args], { cwd: folder, env: {} }, (error, out, err) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : error === null ? 0 : -1, said: `${out}${err}` }),
    );
  });
}

const entries = (size: number, changed?: number): Buffer[] =>
  Array.from({ length: size }, (_, n) => Buffer.from(`{"position":"${String(n + 1)}"${n === changed ? ',"other":1' : ''}}`));

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'huying-ledger-command-'));
  await mirrorOf(entries(20), join(folder, 'mirror'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Compares the receipts of entry 5 of logs of these entries with the mirror of twenty. */
async function compare(...logs: readonly (readonly Buffer[])[]): Promise<Ended> {
  const files = logs.map((_, n) => `receipt-${String(n)}`);
  for (const [n, log] of logs.entries()) await writeFile(join(folder, `receipt-${String(n)}`), await receiptOf(log, 4));
  return ledger('compare', 'mirror', ...files, '--key', signer.vkey);
}

describe('what a script learns from the exit code of `ledger -- compare`', () => {
  it('is 0 where every file is of the mirrored history', async () => {
    const { code, said } = await compare(entries(8), entries(20));
    expect({ code, lines: said.trim().split('\n') }).toEqual({
      code: 0,
      lines: [expect.stringContaining('receipt-0: ✓'), expect.stringContaining('receipt-1: ✓')] as string[],
    });
  });

  it('is 2 where the mirror is too old to tell', async () => {
    expect(await compare(entries(8), entries(21))).toMatchObject({
      code: 2,
      said: expect.stringContaining('mirror once more') as string,
    });
  });

  it('is 1 where one of them shows another history, whatever else could not be told', async () => {
    expect(await compare(entries(21), entries(8, 2))).toMatchObject({
      code: 1,
      said: expect.stringContaining('two people were shown two histories') as string,
    });
    expect(await compare(entries(8, 2), entries(21))).toMatchObject({ code: 1 });
  });

  it('is 1 for a file that does not verify, which is named, and those after it are compared all the same', async () => {
    const receipt = await receiptOf(entries(8), 4);
    await writeFile(join(folder, 'broken'), receipt.replace('index 4', 'index 5'));
    await writeFile(join(folder, 'whole'), receipt);
    const { code, said } = await ledger('compare', 'mirror', 'none', 'broken', '.', 'whole', '--key', signer.vkey);
    expect({ code, lines: said.trim().split('\n') }).toEqual({
      code: 1,
      lines: [
        expect.stringMatching(/^none: ✗ NO_FILE /),
        expect.stringMatching(/^broken: ✗ NOT_VERIFIED PROOF_WRONG /),
        expect.stringMatching(/^\.: ✗ NO_FILE /),
        expect.stringMatching(/^whole: ✓ /),
      ] as string[],
    });
  });

  it('is 2 where there is no such file, no mirror of its log or no key to trust', async () => {
    await writeFile(join(folder, 'receipt'), await receiptOf(entries(8), 4));
    const answers = [
      await ledger('compare', 'mirror', 'none', '--key', signer.vkey),
      await ledger('compare', 'elsewhere', 'receipt', '--key', signer.vkey),
      await ledger('compare', 'mirror', 'receipt'),
    ];
    expect(answers.map(({ code, said }) => [code, /✗ ([A-Z_]+)/.exec(said)?.[1]])).toEqual([
      [2, 'NO_FILE'],
      [2, 'NO_MIRROR'],
      [2, 'NO_KEYS'],
    ]);
  });
});

describe('`npm run ledger`', () => {
  it.each([[[]], [['mirror']], [['compare', 'mirror']], [['key', 'folder']], [['compare', 'mirror', 'receipt', '--trust']]])(
    'asked for %j, which it cannot do, says what it can, and ends with 2',
    async (args) => {
      const { code, said } = await ledger(...args);
      expect(code).toBe(2);
      expect(said).toContain('npm run ledger -- compare DIR FILE…');
    },
  );

  it('shows the same to who asks for help, and ends with 0', async () => {
    const { code, said } = await ledger('--help');
    expect({ code, first: said.split(' ').slice(0, 3).join(' ') }).toEqual({ code: 0, first: 'npm run ledger' });
  });
});
