import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { discloseRow, isLabel, isPlainIdentifier, type DisclosureContext } from './disclosure.js';
import type { SourceRow } from './source-row.js';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const context: DisclosureContext = {
  system: 'permits',
  format: 'xes-csv',
  file: 'f'.repeat(64),
  caseId: '0190',
  digest: 'd'.repeat(64),
  pseudonymOf: (name) => `p-${sha256(name).slice(0, 16)}`,
  sha256,
};
const row: SourceRow = {
  case: 'case-1',
  identity: 'instance:task-1',
  at: '2011-10-11T13:45:40.276+02:00',
  timeText: '2011-10-11 13:45:40.276000+02:00',
  locator: 'line 2',
  kind: 'activity',
  activity: 'Check confirmation',
  transition: 'complete',
  resource: 'Resource21',
  group: 'Group 4',
  about: { channel: 'Desk', responsible: 'Resource21', deadline: '2011-12-06T13:41:31.788+01:00' },
  source: 'case-1,Check confirmation,Resource21',
};
const disclosed = (change: Partial<SourceRow> = {}) => discloseRow({ ...row, ...change }, context);
const sealedPart = (prepared: ReturnType<typeof disclosed>, part: string) => prepared.secrets.find((secret) => secret.part === part)?.value;

describe('disclosing a row', () => {
  it('keeps times, codes, labels and plain identifiers in the clear, and seals the original text under the case', () => {
    const prepared = disclosed();
    expect(prepared.activity).toMatchObject({ activity: 'Check confirmation', resource: 'Resource21', group: 'Group 4', about: row.about });
    expect(prepared.activity.provenance).toEqual({ format: 'xes-csv', file: context.file, locator: 'line 2', timeText: row.timeText, bytes: 36, kept: 'text' });
    expect(prepared.secrets).toEqual([{ part: 'source', person: 'case:0190', value: { text: row.source } }]);
  });

  it('puts a stable pseudonym in place of a name, and seals the name', () => {
    const about = { responsible: 'Jan de Vries' };
    const prepared = disclosed({ resource: 'Jan de Vries', group: 'Team Piet', about });
    expect(prepared.activity.resource).toBe(context.pseudonymOf('Jan de Vries'));
    expect(prepared.activity.about?.responsible).toBe(prepared.activity.resource);
    expect(sealedPart(prepared, 'personal')).toEqual({ resource: 'Jan de Vries', group: 'Team Piet', responsible: 'Jan de Vries' });
  });

  it('seals an activity or label that is too free to be one, and says only what kind of row it is', () => {
    const prepared = disclosed({ kind: 'note', activity: 'Call Mrs Li at 13812345678', about: { channel: 'mail to li@example.org' } });
    expect(prepared.activity.activity).toBe('(note)');
    expect(prepared.activity.about).toEqual({});
    expect(sealedPart(prepared, 'personal')).toEqual({ activity: 'Call Mrs Li at 13812345678', channel: 'mail to li@example.org' });
  });

  it('keeps an agency in the clear, which in Open311 is an office, and the code of a service', () => {
    const about = { serviceCode: '4fd3b656e750846c53000004', department: 'Transportation', responsibleGroup: 'Division of Sewers' };
    expect(disclosed({ kind: 'request', group: 'Division of Sewers', about }).activity).toMatchObject({ group: 'Division of Sewers', about });
  });

  it('never lets a personal value into the clear half, whatever it is and wherever it stands', () => {
    const planted = fc.stringMatching(/^[a-z]{3,8} 1\d{10}$/);
    fc.assert(
      fc.property(planted, fc.constantFrom('activity', 'resource', 'group', 'transition', 'source'), (secret, member) => {
        const prepared = disclosed({ [member]: secret, personal: { description: secret, [secret]: secret }, about: { responsible: secret, status: secret } });
        expect(JSON.stringify(prepared.activity)).not.toContain(secret);
        expect(JSON.stringify(prepared.secrets)).toContain(secret);
      }),
    );
  });

  it('keeps the original text by digest where the event would grow too large', () => {
    const source = '字'.repeat(6_000);
    const prepared = disclosed({ source });
    expect(prepared.activity.provenance).toMatchObject({ kept: 'digest', bytes: 18_000 });
    expect(sealedPart(prepared, 'source')).toEqual({ sha256: sha256(source), bytes: 18_000 });
  });

  it('keeps the longest values by digest, and the others as they are', () => {
    const personal = { description: 'x'.repeat(50_000), address: '1200 W 81ST ST' };
    expect(sealedPart(disclosed({ personal }), 'personal')).toEqual({
      description: { sha256: sha256(personal.description), bytes: 50_000 },
      address: '1200 W 81ST ST',
    });
  });

  it('never makes an event larger than 16 KiB', () => {
    // Lengths are drawn and texts repeated, for drawing each character of a large row would take minutes.
    const text = (lengthMax: number) =>
      fc.tuple(fc.constantFrom('a', '字', '"', '\n', '\u0001', '😀'), fc.nat(lengthMax)).map(([unit, length]) => unit.repeat(length));
    const columns = fc
      .tuple(fc.nat(300), text(60), text(900))
      .map(([count, name, value]) => Object.fromEntries(Array.from({ length: count }, (_, at) => [`${name}${at}`, value])));
    const links = fc
      .tuple(fc.nat(20), text(100))
      .map(([count, service]) => Array.from({ length: count }, () => ({ kind: 'parent' as const, case: 'c'.repeat(200), caseId: 'u'.repeat(36), service })));
    fc.assert(
      fc.property(text(90_000), columns, text(200), links, (source, personal, activity, some) => {
        const prepared = disclosed({ source: `x${source}`, personal, activity, links: some });
        const sealed = prepared.secrets.map(({ value }) => 300 + Math.ceil(((Buffer.byteLength(JSON.stringify(value)) + 16) * 4) / 3));
        const bytes = sealed.reduce((sum, part) => sum + part, Buffer.byteLength(JSON.stringify(prepared.activity)));
        expect(bytes).toBeLessThanOrEqual(14_336);
      }),
    );
  });
});

describe('what may stand in the clear', () => {
  it.each(['Resource21', 'Group 4', 'admin1', 'team_12', 'ROLE-3', 'test'])('takes %s for a plain identifier', (value) => {
    expect(isPlainIdentifier(value)).toBe(true);
  });

  it.each(['Jan', '李建国', 'Smith 4', 'resource of Jan', 'user 1234567', '', '13812345678'])('takes %s for a name', (value) => {
    expect(isPlainIdentifier(value)).toBe(false);
  });

  it.each(['T02 Check confirmation of receipt', 'Request closed', '受理'])('takes %s for a label', (value) => {
    expect(isLabel(value)).toBe(true);
  });

  it.each(['ring 12345', 'a@b', 'see https://x', 'two\nlines', 'a bell\u0007', 'x'.repeat(121)])('takes %j for free text', (value) => {
    expect(isLabel(value)).toBe(false);
  });
});
