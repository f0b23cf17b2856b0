import { describe, expect, it } from 'vitest';
import { readSettings } from './settings.js';

const faultsOf = (env: Record<string, string>, args: string[] = []): readonly string[] => {
  try {
    readSettings(env, args, '/clone');
  } catch (fault) {
    return (fault as { faults?: readonly string[] }).faults ?? [];
  }
  return [];
};

describe('the settings of a start', () => {
  it('have a default each, and the data folder lies in the clone', () => {
    expect(readSettings({}, [], '/clone')).toEqual({
      dataDir: '/clone/.huying',
      port: 8080,
      bus: 'postgres',
      demo: true,
      processes: false,
    });
  });

  it('are taken from the environment, the way of hosting from the arguments', () => {
    const env = {
      HUYING_DATA_DIR: '/data',
      HUYING_PORT: '9000',
      HUYING_BUS: 'kafka',
      JAVA_HOME: '/jdk',
      HUYING_DEMO: 'off',
      HUYING_OIDC_ISSUER: 'https://login.example.org',
    };
    expect(readSettings(env, ['--processes'], '/clone')).toEqual({
      dataDir: '/data',
      port: 9000,
      bus: 'kafka',
      javaHome: '/jdk',
      demo: false,
      oidcIssuer: 'https://login.example.org',
      processes: true,
    });
  });

  it('are refused all together, each fault naming its setting in both languages', () => {
    const faults = faultsOf({ HUYING_PORT: '99999', HUYING_BUS: 'rabbit', HUYING_DEMO: 'maybe', HUYING_OIDC_ISSUER: 'nowhere' }, [
      '--fast',
    ]);
    expect(faults.map((fault) => fault.split(':')[0])).toEqual([
      '--fast',
      'HUYING_PORT',
      'HUYING_BUS',
      'HUYING_DEMO',
      'HUYING_OIDC_ISSUER',
    ]);
    for (const fault of faults) expect(fault).toMatch(/[a-z]+ .*\/.*\p{Script=Han}/u);
  });

  it('must name an issuer when there are no demonstration users', () => {
    expect(faultsOf({ HUYING_DEMO: 'off' })).toEqual([expect.stringContaining('HUYING_OIDC_ISSUER')]);
  });
});
