import 'reflect-metadata';
import { Type } from 'class-transformer';
import { IsInt, IsString, IsUrl, Max, Min, MinLength } from 'class-validator';
import { describe, expect, it } from 'vitest';
import { ConfigurationFault, parseEnv } from './environment.js';

class Settings {
  @IsUrl({ protocols: ['postgres'], require_tld: false }) readonly HUYING_DATABASE_URL!: string;
  @Type(() => Number) @IsInt() @Min(1) @Max(65_535) readonly HUYING_PORT: number = 8080;
  @IsString() @MinLength(32) readonly HUYING_SECRET!: string;
}
const good = { HUYING_DATABASE_URL: 'postgres://a:b@localhost/c', HUYING_SECRET: 'x'.repeat(32) };

describe('settings', () => {
  it('take numbers as numbers, and defaults where nothing, or nothing but emptiness, is given', () => {
    expect(parseEnv(Settings, { ...good, HUYING_PORT: '9090' }).HUYING_PORT).toBe(9090);
    expect(parseEnv(Settings, { ...good, HUYING_PORT: '' }).HUYING_PORT).toBe(8080);
    expect(parseEnv(Settings, good).HUYING_PORT).toBe(8080);
  });

  it('hold nothing that they do not name', () => {
    expect(Object.keys(parseEnv(Settings, { ...good, PATH: '/bin', HUYING_OTHER: 'x' })).sort()).toStrictEqual([
      'HUYING_DATABASE_URL',
      'HUYING_PORT',
      'HUYING_SECRET',
    ]);
  });

  it('tell every fault at once, in both languages, and no value', () => {
    let told = '';
    try {
      parseEnv(Settings, { HUYING_DATABASE_URL: 'mysql://planted-password', HUYING_PORT: '70000', HUYING_SECRET: 'planted-secret' });
    } catch (error) {
      if (error instanceof ConfigurationFault) told = error.message;
    }

    for (const name of ['HUYING_DATABASE_URL', 'HUYING_PORT', 'HUYING_SECRET']) expect(told).toContain(name);
    expect(told).toContain('设置有误');
    expect(told).not.toContain('planted');
  });
});
