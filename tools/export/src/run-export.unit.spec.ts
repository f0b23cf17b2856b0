import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { UsageFault } from '@huying/platform';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { exportArguments } from './export-arguments.js';
import { BrokenOff, runExport } from './run-export.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'export-'));
});
afterEach(() => rm(folder, { recursive: true }));

const asked = (...args: readonly string[]) => {
  const parsed = exportArguments(['--format', 'xes', ...args], { HUYING_TOKEN: 'mine', HUYING_URL: 'http://gateway/' }, folder);
  if (parsed === 'help') throw new Error('asked for help');
  return parsed;
};
const nowhere = new PassThrough();

/** A gateway that answers in these parts, and then perhaps breaks the connection. */
function gateway(parts: readonly string[], end: 'whole' | 'broken' = 'whole') {
  const calls: string[] = [];
  const fetch: typeof globalThis.fetch = (address) => {
    calls.push(address instanceof Request ? address.url : address.toString());
    const left = [...parts];
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        const next = left.shift();
        if (next !== undefined) controller.enqueue(Buffer.from(next));
        else if (end === 'whole') controller.close();
        else controller.error(new TypeError('terminated'));
      },
    });
    return Promise.resolve(new Response(body));
  };
  return { fetch, calls };
}

describe('an export to a file', () => {
  it('has its name once it is whole, and asks for what was chosen', async () => {
    const { fetch, calls } = gateway(['<log>', '</log>']);
    const bytes = await runExport(asked('--out', 'a.xes', '--source', 'permits', '--from', '2026-06-18', '--lang', 'zh'), nowhere, fetch);
    expect(bytes).toBe(11);
    expect(await readFile(join(folder, 'a.xes'), 'utf8')).toBe('<log></log>');
    expect(await readdir(folder)).toEqual(['a.xes']);
    expect(calls).toEqual(['http://gateway/v1/audit/exports/xes?source=permits&lang=zh&from=2026-06-18T00%3A00%3A00.000%2B08%3A00']);
  });

  it('is asked for packed where its name says so', async () => {
    const { fetch, calls } = gateway(['x']);
    await runExport(asked('--out', 'a.xes.gz'), nowhere, fetch);
    expect(calls[0]).toContain('compress=gzip');
  });

  it('that breaks off leaves no file, and says so', async () => {
    const { fetch } = gateway(['<log>', '<trace>'], 'broken');
    await expect(runExport(asked('--out', 'a.xes'), nowhere, fetch)).rejects.toBeInstanceOf(BrokenOff);
    await expect(runExport(asked('--out', 'a.xes'), nowhere, fetch)).rejects.toThrow('the export broke off after');
    expect(await readdir(folder)).toEqual([]);
  });

  it('that is refused says why', async () => {
    const problem = { code: 'NOT_ALLOWED', detail: 'Your role may not do this', detailZh: '您的岗位无权' };
    const fetch: typeof globalThis.fetch = () => Promise.resolve(new Response(JSON.stringify(problem), { status: 403 }));
    await expect(runExport(asked('--out', 'a.xes'), nowhere, fetch)).rejects.toThrow(
      '403 NOT_ALLOWED Your role may not do this 您的岗位无权',
    );
  });
});

describe('the arguments of an export', () => {
  it.each([[['--format', 'csv']], [['--from', 'yesterday']], [['--colour', 'red']]])('refuse %j in one sentence', (args) => {
    expect(() => exportArguments(['--format', 'xes', ...args], {}, folder)).toThrow(UsageFault);
  });
});
