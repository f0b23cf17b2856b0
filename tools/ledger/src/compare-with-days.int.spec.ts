import { auditEventTypes, type ServiceName } from '@huying/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compareWithDays, type DaysComparison } from './compare-with-days.js';
import { filesOf, serveLogs, type LogServer } from './log-server.spec.js';

const logs = new Map<string, Map<string, Buffer>>();
let server: LogServer;
/** What happens as soon as the next checkpoint has been served. */
let afterCheckpoint: (() => void) | undefined;
beforeAll(async () => {
  server = await serveLogs((name, path) => {
    const file = logs.get(name)?.get(path);
    if (path === 'checkpoint') {
      afterCheckpoint?.();
      afterCheckpoint = undefined;
    }
    return file;
  });
});
afterAll(() => server.close());

const event = (data: unknown, type: string): Buffer =>
  Buffer.from(JSON.stringify({ type, recordedat: '2026-06-18T00:00:01.000+08:00', data }));
const serve = async (name: ServiceName, entries: readonly Buffer[]): Promise<void> => void logs.set(name, await filesOf(entries));
const entries = (size: number, changed?: number): Buffer[] =>
  Array.from({ length: size }, (_, n) => Buffer.from(`{"position":"${String(n + 1)}"${n === changed ? ',"other":1' : ''}}`));
/** One byte of a file of intake's log, changed. */
function breakFile(path: string): void {
  const bytes = Buffer.from(logs.get('intake')?.get(path) ?? []);
  bytes[10] = (bytes[10] ?? 0) ^ 1;
  logs.get('intake')?.set(path, bytes);
}
const question = event({}, auditEventTypes.AuditQueryRun.type);

/** The day's event, as audit makes it of the roots that are served now. */
function dayOf(...sources: readonly ServiceName[]): Buffer {
  const roots = sources.map((source) => {
    const [, size, root] = logs.get(source)?.get('checkpoint')?.toString().split('\n') ?? [];
    return { source, size: Number(size), root };
  });
  return event({ logs: roots }, auditEventTypes.LedgerCheckpointed.type);
}
const compare = (...sources: readonly ServiceName[]): Promise<DaysComparison> => compareWithDays(sources, (source) => server.log(source));

describe('the roots that audit recorded day by day', () => {
  let days: readonly Buffer[];
  beforeAll(async () => {
    await serve('intake', entries(135));
    await serve('dispatch', []);
    const first = dayOf('intake', 'dispatch');
    await serve('intake', entries(300));
    await serve('dispatch', entries(2));
    days = [...Array.from({ length: 256 }, () => question), first, question, dayOf('intake', 'dispatch')];
    await serve('audit', days);
  });

  it('are none before the first day has ended', async () => {
    await serve('audit', [question]);
    expect(await compare('intake')).toEqual({ days: 0, lost: [] });
    await serve('audit', days);
  });

  it('are those of logs that have only grown since, whatever tiles they still keep', async () => {
    await serve('intake', entries(700));
    expect(await compare('intake', 'dispatch')).toEqual({ days: 2, lost: [] });
  });

  it('tell by which day a log was rewritten, with the signing key in hand and all its tiles made anew', async () => {
    await serve('intake', entries(700, 200));
    expect(await compare('intake', 'dispatch')).toEqual({
      days: 2,
      lost: [{ source: 'intake', size: 300, position: 259, recordedAt: '2026-06-18T00:00:01.000+08:00', kind: 'rewritten' }],
    });
    expect(await compare('dispatch')).toEqual({ days: 2, lost: [] });
  });

  it('are still those of a log of which a tile is damaged and every entry whole: damage accuses nobody', async () => {
    await serve('intake', entries(700));
    breakFile('tile/0/000');
    expect(await compare('intake', 'dispatch')).toEqual({ days: 2, lost: [] });
  });

  it('cannot be told of a log of which an entry is damaged too, and the other logs are compared all the same', async () => {
    await serve('intake', entries(700));
    breakFile('tile/0/000');
    breakFile('tile/entries/000');
    await serve('dispatch', entries(1));
    const { lost } = await compare('intake', 'dispatch');
    await serve('dispatch', entries(2));
    // The root of 300 needs no hash of the damaged tile: the tile above has it.
    expect(lost).toMatchObject([
      { source: 'intake', size: 135, kind: 'damaged' },
      { source: 'dispatch', size: 2, kind: 'went-back' },
    ]);
  });

  it('tell of a log that became shorter', async () => {
    await serve('intake', entries(200));
    const { lost } = await compare('intake', 'dispatch');
    expect(lost).toMatchObject([{ source: 'intake', size: 300, kind: 'went-back' }]);
  });

  it('are no loss where a day ends while they are being compared', async () => {
    await serve('intake', entries(700));
    const before = new Map([...logs].map(([name, files]) => [name, new Map(files)]));
    await serve('intake', entries(900));
    await serve('audit', [...days, dayOf('intake')]);
    const grown = new Map(logs);
    for (const [name, files] of before) logs.set(name, files);
    afterCheckpoint = () => {
      for (const [name, files] of grown) logs.set(name, new Map([...(before.get(name) ?? []), ...files]));
    };
    expect(await compare('intake')).toEqual({ days: 2, lost: [] });
    expect(await compare('intake')).toEqual({ days: 3, lost: [] });
  });

  it('cannot be read from an entry that is no JSON, which is told by its position', async () => {
    await serve('audit', [...days, Buffer.from('{"type":')]);
    await expect(compare('intake')).rejects.toMatchObject({ code: 'ROOT_WRONG', message: expect.stringContaining('audit:260') as string });
  });
});
