import { UsageFault } from '@huying/platform';
import { describe, expect, it } from 'vitest';
import { readWish } from './arguments.js';

const folders = { typed: '/home/clerk', installed: '/opt/huying' };
const read = (line: string, env: Record<string, string> = {}) => readWish(line.split(' '), env, folders);

describe('what is typed after npm run backup, restore or recover', () => {
  it('names folders from where the person stands, and the installation as npm start does', () => {
    expect(read('backup backups/today --keys ../keys')).toEqual({
      command: 'backup',
      dataDir: '/opt/huying/.huying',
      target: '/home/clerk/backups/today',
      keys: '/home/keys',
    });
    expect(read('backup /b', { HUYING_DATA_DIR: '/data' })).toMatchObject({ dataDir: '/data', target: '/b' });
  });

  it('restores everything, or one service, and takes a reason for expired keys', () => {
    expect(readWish(['restore', '/b', '--expired-keys', 'the only ones left'], {}, folders)).toMatchObject({
      source: '/b',
      expiredKeys: 'the only ones left',
    });
    expect(read('restore /b --only intake')).toMatchObject({ command: 'restore', only: 'intake' });
  });

  it('restores with the list of erasures that is kept outside, and writes that list', () => {
    expect(read('restore /b --erasures ../safe/erasures.json')).toMatchObject({ command: 'restore', erasures: '/home/safe/erasures.json' });
    expect(read('erasures ../safe/erasures.json')).toEqual({
      command: 'erasures',
      dataDir: '/opt/huying/.huying',
      file: '/home/safe/erasures.json',
    });
  });

  it('recovers one service', () => {
    expect(read('recover dispatch')).toMatchObject({ command: 'recover', service: 'dispatch' });
    expect(read('recover --help')).toBe('help');
  });

  it.each(['backup', 'backup /a /b', 'restore /b --only nobody', 'restore /b --expired-keys x', 'recover gateway', 'recover', 'erase /b'])(
    'is not understood: %s',
    (line) => {
      expect(() => read(line)).toThrow(UsageFault);
    },
  );
});
