import { leafHash } from '@huying/ledger';
import { describe, expect, it } from 'vitest';
import { compareAt } from './compare-log.js';

const event = (position: number, matter = 'lamp'): Buffer => Buffer.from(`{"position":"${String(position)}","data":"${matter}"}`);
const [genuine, changed] = [event(7), event(7, 'pump')];
const sound = { position: 7, log: genuine, copy: genuine, leaf: leafHash(genuine) };
const codes = (witnesses: Parameters<typeof compareAt>[0]) => compareAt(witnesses).map(({ code }) => code);

describe('one position of a log', () => {
  it('is sound where log, copy and tree agree, or where the tree does not cover it yet and the two agree', () => {
    expect(compareAt(sound)).toEqual([]);
    expect(compareAt({ ...sound, leaf: undefined })).toEqual([]);
  });

  it.each([
    ['one byte of the log was changed', { ...sound, log: changed }, ['LOG_DIFFERS']],
    ['one byte of the log was changed before it was published', { ...sound, log: changed, leaf: undefined }, ['LOG_DIFFERS']],
    ['the copy was changed', { ...sound, copy: changed }, ['COPY_DIFFERS']],
    ['log and copy were changed alike', { ...sound, log: changed, copy: changed }, ['COPY_DIFFERS', 'LOG_DIFFERS']],
    ['the log lost the event', { ...sound, log: undefined }, ['MISSING_IN_LOG']],
    ['the copy lost the event', { ...sound, copy: undefined }, ['MISSING_IN_COPY']],
    ['two events were swapped', { ...sound, log: event(8) }, ['LOG_DIFFERS', 'OUT_OF_PLACE']],
    ['the log holds no event at all there', { ...sound, log: Buffer.from('[]') }, ['LOG_DIFFERS', 'OUT_OF_PLACE']],
  ])('is found at fault where %s', (_, witnesses, expected) => {
    expect(codes(witnesses)).toEqual(expected);
  });
});
