import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { deployables } from '@huying/contracts';
import { afterAll, describe, expect, it } from 'vitest';
import { loadSettingsOf, makeSecrets } from './accepted-settings.spec.js';
import { composeServices } from './rendered.spec.js';

const secrets = makeSecrets();
afterAll(() => rmSync(join(secrets, '..'), { recursive: true }));

const system = Object.entries(composeServices('compose.yaml'));
const everything = [...system, ...Object.entries(composeServices('compose.sign-in.yaml'))];
const ours = system.filter(([, { image }]) => image.startsWith('huying:'));

/** `${NAME:-default}` is its default, `${NAME:?why}` what a person would write. */
const written = (value: string): string =>
  value
    .replace(/\$\{\w+:-([^}]*)\}/g, '$1')
    .replace(/\$\{HUYING_OIDC_ISSUER:\?[^}]*\}/g, 'https://issuer.example')
    .replace(/\$\{HUYING_LEDGER_ORIGIN:\?[^}]*\}/g, 'huying.example/log');

const isDeployable = (name: string): boolean => (deployables as readonly string[]).includes(name);

describe('the compose files', () => {
  it.each(everything)('let %s do nothing that it need not', (_, service) => {
    expect(service).toMatchObject({
      read_only: true,
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
      mem_limit: expect.stringMatching(/^\d+[mg]$/) as string,
      cpus: expect.any(Number) as number,
      pids_limit: expect.any(Number) as number,
    });
    expect(service.user).toMatch(/^(?:\$\{HUYING_UID:\?[^}]+\}:\$\{HUYING_GID:\?[^}]+\}|[1-9]\d*:[1-9]\d*)$/);
    expect(service.image).toMatch(/:v?\d[\w.]*$/);
  });

  it('publish the gateway and, to try the system out, the sign-in page; nothing else', () => {
    expect(everything.filter(([, { ports }]) => ports !== undefined).map(([name]) => name)).toStrictEqual(['gateway', 'sign-in']);
    for (const [, { ports }] of everything) for (const port of ports ?? []) expect(written(port)).toMatch(/^127\.0\.0\.1:/);
  });

  it('hold no password and no default for one', () => {
    for (const [name, { environment = {} }] of everything) {
      const given = Object.entries(environment).filter(([key]) => /PASSWORD|SECRET|HASH|_KEY$/.test(key) && !key.endsWith('_FILE'));
      for (const [key, value] of given) expect(value, `${name} ${key}`).toMatch(/^\$\{\w+:\?/);
      expect(JSON.stringify(environment), name).not.toMatch(/:\/\/[^"@/]*:[^"@/]*@/);
    }
  });

  it.each(ours)(
    'configure %s as it wants to be configured, from secrets of its own',
    (name, { command = [], environment = {}, volumes = [] }) => {
      const env = Object.fromEntries(Object.entries(environment).map(([key, value]) => [key, written(value)]));
      const source = volumes.flatMap((volume) =>
        typeof volume === 'object' && volume !== null && 'source' in volume ? [String(volume.source)] : [],
      );

      expect(source).toHaveLength(1);
      expect(source[0]?.replace(/^\$\{[^}]+\}\//, '')).toBe(name);
      expect(() => loadSettingsOf(command[0] ?? '', env, join(secrets, name))).not.toThrow();
    },
  );

  it('put every service and the gateway on Kafka, whose broker is up before them', () => {
    expect(composeServices('compose.yaml')['kafka']).not.toHaveProperty('profiles');
    for (const [name, { command = [], environment = {}, depends_on: after }] of system.filter(([one]) => isDeployable(one))) {
      const env = Object.fromEntries(Object.entries(environment).map(([key, value]) => [key, written(value)]));
      expect(loadSettingsOf(command[0] ?? '', env, join(secrets, name)), name).toMatchObject({
        bus: 'kafka',
        kafka: { connection: { brokers: ['kafka:9092'] } },
      });
      expect(after, name).toMatchObject({ kafka: { condition: 'service_healthy' } });
    }
    expect(composeServices('compose.yaml')['kafka']?.environment).toMatchObject({
      KAFKA_ADVERTISED_LISTENERS: 'BROKER://kafka:9092',
      KAFKA_AUTO_CREATE_TOPICS_ENABLE: 'false',
    });
  });

  it('give the owner and the administrator of the databases to steps only', () => {
    for (const [name, { environment = {} }] of ours.filter(([one]) => !/migrate|provision/.test(one)))
      expect(
        Object.keys(environment).filter((key) => /OWNER|ADMIN/.test(key)),
        name,
      ).toStrictEqual([]);
  });
});
