import { createHash, generateKeyPairSync } from 'node:crypto';
import { unzipSync, zipSync, type Unzipped } from 'fflate';
import { ed25519Signer } from '@huying/ledger';
import { openStatement, parseVerifierKey, sentences, verifyPack, webPlatform, type PackRefusal, type VerifierKey } from 'huying-verify';
import { calendarEventTypes, services } from '@huying/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startAudit, type AuditUnderTest } from '../audit-under-test.spec.js';
import { area, lampCase, lampStory, permitCase, permitStory, type Told } from '../case-story.spec.js';
import { signersOf, statementSigners } from '../ledger/signers.js';

const adoption: Told = {
  service: 'dispatch',
  stream: `calendar-${area}`,
  type: calendarEventTypes.CalendarVersionAdopted,
  at: '2026-01-01T09:00:00+08:00',
  data: {
    area,
    version: 'v1',
    digest: '0'.repeat(64),
    effectiveFrom: '2026-01-01T00:00:00+08:00',
    source: { url: 'https://example.org/calendar', publishedAt: '2025-11-04T00:00:00+08:00' },
    years: [2026],
    offDays: ['2026-06-19'],
    makeUpDays: [],
  },
  person: 'secretary-1',
  role: 'SEC',
};

let audit: AuditUnderTest;
let keys: readonly VerifierKey[];
let archive: Buffer;
let files: Unzipped;
const take = async (query: string): Promise<Buffer> => {
  const { status, type, bytes } = await audit.file(`/v1/audit/packs?${query}`, 'AUD');
  expect([status, type], bytes.subarray(0, 300).toString()).toEqual([200, 'application/zip']);
  return bytes;
};
const keyOf = async (vkey: string): Promise<VerifierKey> => {
  const key = await parseVerifierKey(vkey);
  if (key === undefined) throw new Error('no key');
  return key;
};
const text = (path: string): string => Buffer.from(files[path] ?? []).toString();
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

beforeAll(async () => {
  audit = await startAudit();
  await audit.tell([adoption, ...lampStory(), ...permitStory()]);
  await audit.publish();
  const vkeys = [statementSigners(audit.ledger), ...services.map((service) => signersOf(audit.ledger, service))].map(([{ vkey }]) => vkey);
  keys = await Promise.all(vkeys.map(keyOf));
  archive = await take(`cases=${lampCase},${permitCase}`);
  files = unzipSync(archive);
});
afterAll(() => audit.close());

describe('an audit pack', () => {
  it('verifies offline: every file as listed, every event proven', async () => {
    const events = Object.keys(files).filter((path) => path.includes('/events/'));
    expect(events.length).toBe(lampStory().length + permitStory().length + 1);
    expect(await verifyPack(archive, keys)).toMatchObject({
      ok: true,
      origin: 'spec.example/log/statements',
      cases: 2,
      files: Object.keys(files).length - 2,
      events: events.length - 1,
      proven: events.length,
      selection: { cases: `${lampCase},${permitCase}` },
      positions: { intake: await audit.store('intake').head(), dispatch: await audit.store('dispatch').head() },
    });
  });

  it('verifies in a browser, too, from a file that somebody chose', async () => {
    expect(await verifyPack(new Blob([archive]), keys, webPlatform)).toMatchObject({ ok: true, cases: 2 });
  });

  it('verifies by sha256sum alone, too, and holds the very bytes of every event', async () => {
    for (const row of text('files.sha256').split('\n').slice(0, -1))
      expect(sha256(files[row.slice(66)] ?? new Uint8Array()), row).toBe(row.slice(0, 64));
    expect(text('pack.note')).toContain(`\nfiles.sha256 ${sha256(files['files.sha256'] ?? new Uint8Array())}\n`);
    const copies = await audit.query<{ source: string; position: string; body: Buffer }>(
      'application',
      'SELECT source, position, body FROM audit_log.event WHERE casekey = $1',
      [lampCase],
    );
    for (const { source, position, body } of copies)
      expect(Buffer.from(files[`cases/${lampCase}/events/${source}-${position}.json`] ?? [])).toEqual(body);
  });

  it('tells the case in frames and in timelines for people, in both languages, with the Chinese font embedded', () => {
    const { frames } = JSON.parse(text(`cases/${lampCase}/frames.json`)) as { frames: unknown[] };
    expect(frames.length).toBe(lampStory().length);
    expect(text(`cases/${lampCase}/timeline.zh.html`)).toContain('已派单待签收 → 办理中');
    expect(text(`cases/${lampCase}/timeline.en.html`)).toContain('Dispatched, awaiting sign-off → In progress');
    const pdf = Buffer.from(files[`cases/${lampCase}/timeline.pdf`] ?? []).toString('latin1');
    expect(pdf.slice(0, 5)).toBe('%PDF-');
    expect(pdf).toMatch(/\/FontName \/[A-Z]+\+NotoSansHans-Regular/);
    expect(pdf).toContain('/FontFile3');
  });

  it('names the rules that were used, and has the event that adopted them', () => {
    expect(JSON.parse(text(`cases/${lampCase}/rules.json`))).toEqual({ policy: ['v0'], calendar: ['v1'], menu: ['m1'] });
    expect(text('rules/events/dispatch-1.json')).toContain('CalendarVersionAdopted');
    expect(text('README.txt')).toContain('sha256sum -c files.sha256');
  });

  it('is of a moment, where one is asked for', async () => {
    const then = unzipSync(await take(`cases=${lampCase}&occurredBy=2026-06-15T12:00:00%2B08:00`));
    const { state, events } = JSON.parse(Buffer.from(then[`cases/${lampCase}/case.json`] ?? []).toString()) as {
      state: { status: string };
      events: number;
    };
    expect([state.status, events]).toEqual(['S20', 6]);
    expect(Object.keys(then).filter((path) => path.startsWith('cases/') && path.includes('/events/')).length).toBe(6);
  });

  it('is recorded as a question, also where it is refused', async () => {
    const before = await audit.store('audit').head();
    expect(await audit.ask('/v1/audit/packs?cases=nobody')).toMatchObject({ status: 404, body: { code: 'CASE_NOT_FOUND' } });
    expect(await audit.ask('/v1/audit/packs')).toMatchObject({ status: 400 });
    expect(await audit.store('audit').head()).toBe(before + 1);
  });
});

describe('a pack that somebody laid hands on', () => {
  const event = `cases/${lampCase}/events/intake-1.json`;
  const other = new TextEncoder().encode('{"position":"1"}');
  const without = (path: string): Unzipped => Object.fromEntries(Object.entries(files).filter(([name]) => name !== path));
  const cases: readonly (readonly [string, () => Unzipped, PackRefusal, string])[] = [
    ['an event was altered', () => ({ ...files, [event]: other }), 'PACK_FILE_ALTERED', event],
    ['a page was altered', () => ({ ...files, 'README.txt': other }), 'PACK_FILE_ALTERED', 'README.txt'],
    ['a file was taken out', () => without(event), 'PACK_FILE_MISSING', event],
    ['a file was put in', () => ({ ...files, 'cases/extra.txt': other }), 'PACK_FILE_UNLISTED', 'cases/extra.txt'],
    ['the listing was altered', () => ({ ...files, 'files.sha256': other }), 'PACK_FILE_ALTERED', 'files.sha256'],
    ['the seal was taken off', () => without('pack.note'), 'PACK_FILE_MISSING', 'pack.note'],
    ['the listing was taken out', () => without('files.sha256'), 'PACK_FILE_MISSING', 'files.sha256'],
    [
      'the seal says more cases',
      () => ({ ...files, 'pack.note': Buffer.from(text('pack.note').replace('cases 2', 'cases 3')) }),
      'NOTE_SIGNATURE_WRONG',
      'pack.note',
    ],
    [
      'another statement stands for the seal',
      () => ({ ...files, 'pack.note': files['completeness.note'] ?? other }),
      'STATEMENT_MALFORMED',
      'pack.note',
    ],
  ];
  it.each(cases)('is refused where %s, and the file is named', async (_, tamper, code, file) => {
    expect(await verifyPack(zipSync(tamper()), keys)).toEqual({ ok: false, code, file });
    expect(sentences[code].zh).not.toBe('');
  });

  it('is refused where its maker seals an event that no log has', async () => {
    const receipt = `cases/${lampCase}/receipts/intake-1.tlog-proof`;
    const forged = (changes: Unzipped): Uint8Array => zipSync(resealed({ ...files, ...changes }));
    const unproven = { ok: false, code: 'PACK_EVENT_UNPROVEN', file: event };
    expect(await verifyPack(forged({ [event]: other }), keys)).toEqual(unproven);
    expect(await verifyPack(zipSync(resealed(without(receipt))), keys)).toEqual(unproven);
    const ofAnother = files[`cases/${lampCase}/receipts/intake-2.tlog-proof`] ?? other;
    expect(await verifyPack(forged({ [receipt]: ofAnother }), keys)).toEqual(unproven);
    expect(await verifyPack(forged({}), keys)).toMatchObject({ ok: true });
  });

  it('is refused by one who knows other keys only, and where it is no whole archive', async () => {
    const stranger = await keyOf(ed25519Signer('spec.example/log/statements', generateKeyPairSync('ed25519').privateKey).vkey);
    expect(await verifyPack(archive, [stranger])).toMatchObject({ code: 'NOTE_SIGNED_BY_NOBODY_KNOWN', file: 'pack.note' });
    expect(await verifyPack(archive, keys.slice(0, 1))).toMatchObject({ code: 'NOTE_SIGNED_BY_NOBODY_KNOWN' });
    for (const [broken, code] of [
      [archive.subarray(0, -1), 'PACK_TRUNCATED'],
      [Buffer.concat([archive, Buffer.of(0)]), 'PACK_TRUNCATED'],
      [archive.subarray(100), 'PACK_FOREIGN'],
      [Buffer.from('PK'), 'PACK_FOREIGN'],
      [Buffer.from(zipSync({ 'notes.txt': other })), 'PACK_FOREIGN'],
    ] as const)
      expect(await verifyPack(broken, keys)).toMatchObject({ code });
  });

  it('is refused where its maker left an event out, put it under another case, or counts otherwise', async () => {
    const [moved, receipt] = ['events/intake-2.json', 'receipts/intake-2.tlog-proof'].map((path) => `cases/${lampCase}/${path}`);
    const less = Object.fromEntries(Object.entries(files).filter(([path]) => path !== moved && path !== receipt));
    const verdictOn = (contents: Unzipped, counts: Readonly<Record<string, number>> = {}) =>
      verifyPack(zipSync(resealed(contents, counts)), keys);
    const { events } = { events: lampStory().length + permitStory().length };
    expect(await verdictOn(less, { events: events - 1 })).toEqual({
      ok: false,
      code: 'PACK_EVENT_LEFT_OUT',
      file: `cases/${lampCase}/events: case-${lampCase}`,
    });
    expect(
      await verdictOn({
        [`cases/${permitCase}/events/intake-2.json`]: files[moved ?? ''] ?? other,
        [`cases/${permitCase}/receipts/intake-2.tlog-proof`]: files[receipt ?? ''] ?? other,
        ...less,
      }),
    ).toMatchObject({ code: 'PACK_EVENT_MISPLACED' });
    expect(await verdictOn(files, { cases: 3 })).toEqual({ ok: false, code: 'PACK_COUNTS_WRONG', file: 'pack.note' });
    expect(await verdictOn(files, { events: events + 1 })).toMatchObject({ code: 'PACK_COUNTS_WRONG' });
    expect(await verdictOn(files)).toMatchObject({ ok: true });
  });

  /** What only the holder of the signing key can do: list and seal anew. */
  function resealed(contents: Unzipped, counts: Readonly<Record<string, number>> = {}): Unzipped {
    const note = contents['pack.note'];
    const rest = Object.fromEntries(Object.entries(contents).filter(([path]) => !['pack.note', 'files.sha256'].includes(path)));
    const listing = Buffer.from(
      Object.entries(rest)
        .map(([path, bytes]) => `${sha256(bytes)}  ${path}\n`)
        .join(''),
    );
    const [signer] = statementSigners(audit.ledger);
    const lines =
      Buffer.from(note ?? [])
        .toString()
        .split('\n\n')[0]
        ?.split('\n') ?? [];
    const said = lines.map((line) => (line.startsWith('files.sha256 ') ? `files.sha256 ${sha256(listing)}` : line));
    const counted: Readonly<Record<string, number>> = { files: Object.keys(rest).length, ...counts };
    const recounted = said.map((line) =>
      line.replace(/^(\w+) \d+$/, (same, name: string) => (name in counted ? `${name} ${String(counted[name])}` : same)),
    );
    const signedText = `${recounted.join('\n')}\n`;
    return { ...rest, 'files.sha256': listing, 'pack.note': Buffer.from(`${signedText}\n${signer.signatureLine(signedText)}`) };
  }
});

describe('the statement of completeness', () => {
  it('is signed, and says of every log up to where it is held whole, with the root of its published tree', async () => {
    await audit.publish();
    const { body } = await audit.ask('/v1/audit/completeness');
    const statement = await openStatement(String(body['statement']), keys);
    if (typeof statement === 'string') throw new Error(statement);
    expect(statement.kind).toBe('complete@v1');
    for (const service of services) {
      const [, size, root] = (await audit.file(`/log/${service}/checkpoint`)).bytes.toString().split('\n');
      if (service !== 'audit') expect(statement.lines).toContain(`${service} ${size ?? ''} ${root ?? ''}`);
    }
    expect(await openStatement(String(body['statement']).replace('intake', 'intakf'), keys)).toBe('NOTE_SIGNATURE_WRONG');
  });
});
