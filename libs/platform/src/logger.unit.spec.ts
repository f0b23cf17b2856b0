import { describe, expect, it } from 'vitest';
import { createLogger } from './logger.js';

const planted = '张三 13800000000';

function logged(write: (logger: ReturnType<typeof createLogger>) => void): string {
  const lines: string[] = [];
  write(createLogger({ name: 'trial' }, { write: (line) => void lines.push(line) }));
  return lines.join('');
}
function thrownBy(act: () => unknown): unknown {
  try {
    return act();
  } catch (error) {
    return error;
  }
}

describe('the log', () => {
  it('is a line of JSON with name, time and message', () => {
    expect(
      JSON.parse(
        logged((logger) => {
          logger.info({ case: 'c-1' }, 'accepted');
        }),
      ),
    ).toMatchObject({ name: 'trial', case: 'c-1', msg: 'accepted' });
  });

  it.each(['body', 'query', 'headers', 'authorization', 'token', 'phone', 'words', 'parameters'])(
    'never holds a %s, wherever it is put',
    (name) => {
      const text = logged((logger) => {
        logger.info({ [name]: planted, inside: { [name]: planted }, deep: { inside: { [name]: planted } } }, 'call');
      });
      expect(text).not.toContain('张三');
    },
  );

  it('tells an error by type, message, code and causes', () => {
    const error = Object.assign(new Error('writing the board', { cause: new RangeError('too long') }), { code: 'E1' });
    const line = JSON.parse(
      logged((logger) => {
        logger.error({ err: error });
      }),
    ) as { err: unknown };

    expect(line.err).toMatchObject({
      type: 'Error',
      message: 'writing the board',
      code: 'E1',
      cause: { type: 'RangeError', message: 'too long' },
    });
  });

  it.each([
    ['JSON.parse quotes', thrownBy(() => JSON.parse(`{"words":"${planted}`))],
    ['PostgreSQL quotes', Object.assign(new Error(`invalid input syntax for type uuid: "${planted}"`), { code: '22P02' })],
    [
      'PostgreSQL details',
      Object.assign(new Error('duplicate key'), { code: '23505', detail: `Key (words)=(${planted})`, where: planted }),
    ],
    ['TypeORM repeats', Object.assign(new Error('query failed'), { query: `SELECT '${planted}'`, parameters: [planted] })],
  ])('leaves out what %s of its input', (_, error) => {
    expect(
      logged((logger) => {
        logger.error({ err: error });
      }),
    ).not.toContain('张三');
    expect(
      logged((logger) => {
        logger.error({ err: new Error('outer', { cause: error }) });
      }),
    ).not.toContain('张三');
    expect(
      logged((logger) => {
        logger.error(error);
      }),
    ).not.toContain('张三');
  });
});
