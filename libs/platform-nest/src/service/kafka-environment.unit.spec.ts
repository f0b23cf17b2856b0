import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { kafkaSettingsOf } from './kafka-environment.js';

describe('the settings of the bus over Kafka', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'huying-kafka-env-'));
    writeFileSync(join(folder, 'password'), 'a secret \n');
    writeFileSync(join(folder, 'ca.pem'), 'authority');
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('are not asked for on another bus', () => {
    expect(kafkaSettingsOf({ HUYING_BUS: 'postgres' })).toEqual({});
    expect(kafkaSettingsOf({})).toEqual({});
  });

  it('need only the brokers', () => {
    const { kafka } = kafkaSettingsOf({ HUYING_BUS: 'kafka', HUYING_KAFKA_BROKERS: 'a:9092,b.example:9093' });
    expect(kafka?.connection).toEqual({ brokers: ['a:9092', 'b.example:9093'] });
    expect(kafka?.topics).toMatchObject({ prefix: 'huying', partitions: 12, retentionMs: 7 * 24 * 3_600_000 });
  });

  it('read secrets from files', () => {
    const { kafka } = kafkaSettingsOf({
      HUYING_BUS: 'kafka',
      HUYING_KAFKA_BROKERS: 'a:9092',
      HUYING_KAFKA_TLS: 'on',
      HUYING_KAFKA_CA_FILE: join(folder, 'ca.pem'),
      HUYING_KAFKA_SASL: 'scram-sha-512',
      HUYING_KAFKA_USERNAME: 'intake',
      HUYING_KAFKA_PASSWORD_FILE: join(folder, 'password'),
    });
    expect(kafka?.connection.tls).toEqual({ ca: 'authority' });
    expect(kafka?.connection.sasl).toEqual({ mechanism: 'scram-sha-512', username: 'intake', password: 'a secret ' });
  });

  it('name everything that is missing at once, and no secret', () => {
    const wrong = {
      HUYING_BUS: 'kafka',
      HUYING_KAFKA_BROKERS: 'a:9092',
      HUYING_KAFKA_SASL: 'plain',
      HUYING_KAFKA_PASSWORD_FILE: join(folder, 'nothing'),
      HUYING_KAFKA_MIN_IN_SYNC_REPLICAS: '2',
    };
    const names = ['HUYING_KAFKA_USERNAME', 'HUYING_KAFKA_PASSWORD_FILE', 'HUYING_KAFKA_MIN_IN_SYNC_REPLICAS'];
    for (const name of names) expect(() => kafkaSettingsOf(wrong)).toThrow(name);
    expect(() => kafkaSettingsOf({ HUYING_BUS: 'kafka', HUYING_KAFKA_BROKERS: 'no port' })).toThrow('HUYING_KAFKA_BROKERS');
  });
});
