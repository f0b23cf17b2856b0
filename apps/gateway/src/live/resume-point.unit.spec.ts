import { describe, expect, it } from 'vitest';
import { followedLogs } from './live-updates.js';
import { resumePoint } from './resume-point.js';

const point = (header: string | undefined, parameter?: string) => resumePoint(header, parameter, followedLogs);

describe('where a stream begins', () => {
  it('is after the last event id', () => {
    expect(point('intake:12 dispatch:7 volunteers:0')).toStrictEqual(
      new Map([
        ['intake', 12],
        ['dispatch', 7],
        ['volunteers', 0],
      ]),
    );
  });

  it('is told by the query where the header cannot be set; the header counts before it', () => {
    expect(point(undefined, 'intake:3')).toStrictEqual(new Map([['intake', 3]]));
    expect(point('', 'intake:3')).toStrictEqual(new Map([['intake', 3]]));
    expect(point('intake:4', 'intake:3')).toStrictEqual(new Map([['intake', 4]]));
  });

  it('takes any Huying-Seen: logs that are not followed are passed over', () => {
    expect(point('intake:4 audit:9 reporting:1')).toStrictEqual(new Map([['intake', 4]]));
  });

  it('is the end of the logs for who comes for the first time', () => {
    expect(point(undefined)).toBeUndefined();
    expect(point('', '')).toBeUndefined();
  });

  it.each(['42', 'intake', 'intake:-1', 'intake:1.5', 'intake:1,dispatch:2', 'nowhere:1', 'intake:1\u0000', `intake:${'1'.repeat(200)}`])(
    'is refused as %j',
    (id) => {
      expect(() => point(id)).toThrow(expect.objectContaining({ code: 'INVALID_REQUEST' }) as Error);
      expect(() => point(undefined, id)).toThrow(expect.objectContaining({ code: 'INVALID_REQUEST' }) as Error);
    },
  );
});
