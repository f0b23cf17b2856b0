import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RecordedEvent } from '../event-store.js';
import { decodeRecorded, factName } from './decode.js';

const recorded = (body: object): RecordedEvent => ({
  position: 7,
  stream: 'case-a',
  version: 3,
  type: 'cn.huying.case.Noted.v1',
  caseKey: 'a',
  time: 0,
  recordedAt: 0,
  body: Buffer.from(JSON.stringify(body)),
});
const envelope = {
  position: '7',
  recordedat: '2026-06-18T09:00:01.000+08:00',
  specversion: '1.0',
  type: 'cn.huying.case.Noted.v1',
  time: '2026-06-18T09:00:00.000+08:00',
  actor: 'person-1',
  role: 'RES',
  unit: '物业',
  data: { what: '路灯坏了' },
};
const members = ({ type, data, time, recordedAt, actor, role, unit, envelope: whole }: ReturnType<typeof decodeRecorded>): unknown => ({
  ...{ type, data, time, recordedAt, actor, role, unit, whole },
});
const expectedOf = (body: typeof envelope): unknown => ({
  ...{ type: 'Noted', data: body.data, time: body.time, recordedAt: body.recordedat },
  ...{ actor: body.actor, role: body.role, unit: body.unit, whole: body },
});

describe('decoding a recorded event', () => {
  it('gives what folds see, its place, and the whole envelope', () => {
    const decoded = decodeRecorded(recorded(envelope));
    expect(decoded).toMatchObject({ streamVersion: 3, position: 7, stream: 'case-a', caseKey: 'a' });
    expect(members(decoded)).toEqual(expectedOf(envelope));
  });

  it('reads the same out of any values, whatever marks they hold', () => {
    const text = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom('"', '\\', '{', ',"data":{', '","time":"', ',"actor":"x"', '\u2028'),
    );
    fc.assert(
      fc.property(text, text, text, fc.dictionary(text, fc.jsonValue()), (actor, role, unit, data) => {
        const body = { ...envelope, actor, role, unit, data: JSON.parse(JSON.stringify(data)) as { what: string } };
        expect(members(decodeRecorded(recorded(body)))).toEqual(expectedOf(body));
      }),
    );
  });

  it('reads bytes whose members stand in another order', () => {
    const { data, position, recordedat, ...attributes } = envelope;
    const body = { position, recordedat, data, ...attributes };
    expect(members(decodeRecorded(recorded(body)))).toEqual(expectedOf(body));
  });

  it('reads data that are followed by other members, or hold data of their own', () => {
    const { data, ...attributes } = envelope;
    const before = { ...attributes, data, device: 'phone-1' };
    const nested = { ...attributes, data: { what: 'a', data: { actor: 'x', data: {} } } };
    expect(decodeRecorded(recorded(before)).data).toEqual(data);
    expect(decodeRecorded(recorded(nested)).data).toEqual(nested.data);
  });

  it('does not take an attribute for what data say under the same name', () => {
    const { unit, ...attributes } = envelope;
    const { data, ...others } = { ...attributes, data: { what: 'a', unit: 'of the data' } };
    expect(decodeRecorded(recorded({ ...others, data })).unit).toBeUndefined();
    expect(decodeRecorded(recorded({ data, ...others })).unit).toBeUndefined();
    expect(unit).toBe('物业');
  });

  it('fails on bytes that are no event once it is asked for what they should hold, and not before', () => {
    const decoded = decodeRecorded({ ...recorded(envelope), body: Buffer.from('{"position":"7","data":{') });
    expect(decoded).toMatchObject({ type: 'Noted', position: 7 });
    expect(() => decoded.data).toThrow(SyntaxError);
    expect(() => decoded.time).toThrow(SyntaxError);
  });

  it('leaves absent what is absent', () => {
    const { position, recordedat, type, time, actor, data } = envelope;
    const body = { position, recordedat, type, time, actor, data };
    expect(decodeRecorded(recorded(body))).toMatchObject({ role: undefined, unit: undefined });
  });

  it('names a fact by its type', () => {
    expect(factName('cn.huying.case.CaseRegistered.v12')).toBe('CaseRegistered');
    expect(factName('org.example.other')).toBe('org.example.other');
  });
});
