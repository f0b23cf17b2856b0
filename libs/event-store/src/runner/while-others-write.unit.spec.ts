import { describe, expect, it } from 'vitest';
import type { Append, EventStore } from '../event-store.js';
import { origin, report, repair, stream, runnerOn, lampTrials } from './lamp-stream.spec.js';

describe('running a command while others write', () => {
  const trial = lampTrials();

  /** The store, but somebody else gets in before each of the first `times` appends. */
  const contested = (times: number, intrude: () => Promise<unknown>): EventStore => {
    let left = times;
    return Object.assign(Object.create(trial.store) as EventStore, {
      async append(append: Append) {
        if (left > 0) {
          left -= 1;
          await intrude();
        }
        return trial.store.append(append);
      },
    });
  };
  let intruders = 0;
  const anotherReport = (): Promise<unknown> => trial.runner.run(stream, report(), origin(`intruder ${(intruders += 1)}`));

  it('decides again on what the stream has become', async () => {
    await trial.runner.run(stream, report(), origin('1'));
    const slow = runnerOn(contested(1, () => trial.runner.run(stream, repair, origin('2'))));
    expect(await slow.run(stream, repair, origin('3'))).toEqual({ kind: 'unchanged', stream, version: 2 });
  });

  it('answers as the first time when its own id gets in elsewhere', async () => {
    const slow = runnerOn(contested(1, () => trial.runner.run(stream, report(), origin('1'))));
    expect(await slow.run(stream, report(), origin('1'))).toMatchObject({ kind: 'accepted', version: 1, repeated: true });
    expect(await trial.store.head()).toBe(1);
  });

  it('gives the remembered answer when its own id was refused elsewhere', async () => {
    const slow = runnerOn(contested(1, () => trial.runner.run('case-lamp-8', repair, origin('1'))));
    expect(await slow.run(stream, report(), origin('1'))).toMatchObject({ kind: 'refused', refusal: { code: 'NO_SUCH_LAMP' } });
    expect(await trial.store.head()).toBe(0);
  });

  it('is contended once its attempts are used up', async () => {
    const slow = runnerOn(contested(3, anotherReport), { attemptsMax: 3 });
    expect(await slow.run(stream, report(), origin('1'))).toEqual({ kind: 'contended' });
    expect(await trial.runner.run(stream, report(), origin('1'))).toMatchObject({ kind: 'accepted', version: 4 });
  });
});
