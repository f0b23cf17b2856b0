import { casePriorities, contactWays, dueColours, evidenceKinds, evidenceMediaTypes, identifierForm } from '@huying/contracts';
import { colourOf, priorities } from '@huying/domain-deadline';
import * as order from '@huying/domain-order';
import { describe, expect, it } from 'vitest';

/** The contracts know no domain, so they repeat its words: here is who notices when the two part. */
describe('the words of the public API', () => {
  it('are those of the domain', () => {
    expect(evidenceKinds).toEqual(order.evidenceKinds);
    expect(contactWays).toEqual(order.contactChannels);
    expect(casePriorities).toEqual(priorities);
    const [start, due] = ['2026-06-01T00:00:00.000+08:00', '2026-06-11T00:00:00.000+08:00'];
    const moments = [start, '2026-06-10T00:00:00.000+08:00', '2026-06-12T00:00:00.000+08:00'];
    expect(moments.map((now) => colourOf(start, due, now))).toEqual(dueColours);
  });
  it('take ids that fit a stream’s name', () => {
    expect(identifierForm.test('G1')).toBe(true);
    expect(['', 'a b', 'a/b', '网格', 'x'.repeat(65)].some((id) => identifierForm.test(id))).toBe(false);
    expect(evidenceMediaTypes).toHaveLength(4);
  });
});
