import { describe, expect, it } from 'vitest';
import { activeTraceparent, spanContextOf, traceFieldsOf, traceparentOf } from './trace-context.js';

const given = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';

describe('a traceparent', () => {
  it('is read and written alike', () => {
    const span = spanContextOf(given);

    expect(span).toMatchObject({ traceId: '4bf92f3577b34da6a3ce929d0e0e4736', spanId: '00f067aa0ba902b7', traceFlags: 1, isRemote: true });
    expect(span === undefined ? undefined : traceparentOf(span)).toBe(given);
  });

  it.each([
    undefined,
    '',
    '01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
    `00-${'0'.repeat(32)}-00f067aa0ba902b7-01`,
    `00-4bf92f3577b34da6a3ce929d0e0e4736-${'0'.repeat(16)}-01`,
  ])('that is none names no span: %s', (text) => {
    expect(spanContextOf(text)).toBeUndefined();
  });

  it('of the work under way is not there while nobody traces', () => {
    expect(activeTraceparent()).toBeUndefined();
    expect(traceFieldsOf(undefined)).toStrictEqual({});
  });
});
