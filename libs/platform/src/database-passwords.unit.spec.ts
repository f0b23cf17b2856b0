import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withPasswords } from './database-passwords.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'huying-passwords-'));
  writeFileSync(join(folder, 'intake_app.password'), 'p@ss/wörd\n');
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('a database URL', () => {
  it('without a password takes it from the file that is named after its user', () => {
    const { URL_A } = withPasswords({ URL_A: 'postgresql://intake_app@db:5432/intake?sslmode=verify-full' }, folder);

    expect(decodeURIComponent(new URL(URL_A).password)).toBe('p@ss/wörd');
    expect(URL_A).toMatch(/@db:5432\/intake\?sslmode=verify-full$/);
  });

  it('with a password stays as it is, and one that is not set stays unset', () => {
    const urls = { URL_A: 'postgresql://intake_app:own@db/intake', URL_B: undefined };

    expect(withPasswords(urls, folder)).toStrictEqual(urls);
  });

  it('without a file is refused together with all others, each by its variable', () => {
    const urls = { URL_A: 'postgresql://nobody@db/intake', URL_B: 'postgresql://intake_app@db/intake', URL_C: 'postgresql://db/intake' };

    expect(() => withPasswords(urls, folder)).toThrow(/URL_A: .*nobody\.password[^]*URL_C: names no user/);
  });
});
