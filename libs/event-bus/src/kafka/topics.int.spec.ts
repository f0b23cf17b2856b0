import { brokerForTests } from '@huying/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { ConfigResourceTypes } from './kafkajs.js';
import { connectKafka } from './connection.js';
import { TopicsForTests } from './topic-for-tests.spec.js';
import { defaultTopicSettings, ensureTopics, topicOf, type TopicSettings } from './topics.js';

const broker = await brokerForTests();

describe.skipIf(broker === undefined)('the topics of a deployment', () => {
  let topics: TopicsForTests;
  let settings: TopicSettings;
  let topic: string;
  beforeEach(() => {
    topics = new TopicsForTests(broker?.brokers ?? '');
    settings = { ...defaultTopicSettings, prefix: topics.prefix, partitions: 3 };
    topic = topicOf(topics.prefix, 'intake');
  });

  const ensured = (wanted: TopicSettings = settings) =>
    ensureTopics(connectKafka({ brokers: [topics.brokers] }), [topics.brokers], ['intake'], wanted, 5_000);
  const made = (numPartitions: number, cleanup: string) =>
    topics.asAdmin((admin) =>
      admin.createTopics({ topics: [{ topic, numPartitions, configEntries: [{ name: 'cleanup.policy', value: cleanup }] }] }),
    );

  it('are made with the right settings, by whichever service comes first', async () => {
    await Promise.all([ensured(), ensured(), ensured()]);
    const { resources } = await topics.asAdmin((admin) =>
      admin.describeConfigs({ includeSynonyms: false, resources: [{ type: ConfigResourceTypes.TOPIC, name: topic }] }),
    );
    const found = Object.fromEntries((resources[0]?.configEntries ?? []).map(({ configName, configValue }) => [configName, configValue]));
    expect(found).toMatchObject({
      'cleanup.policy': 'delete',
      'retention.ms': String(7 * 24 * 3_600_000),
      'min.insync.replicas': '1',
      'max.message.bytes': '1048588',
      'compression.type': 'producer',
    });
    await ensured();
  });

  it('are refused with another number of partitions, in both languages', async () => {
    await made(5, 'delete');
    await expect(ensured()).rejects.toThrow(/has 5 partitions where 3 are needed[^]*有 5 个分区，应为 3 个/);
  });

  it('are refused when they are compacted, in both languages', async () => {
    await made(3, 'compact');
    await expect(ensured()).rejects.toThrow(/a compacted topic loses[^]*压缩会丢失/);
    await expect(ensured()).rejects.not.toThrow('partitions');
  });

  it('are refused when they take smaller messages than a relay may send', async () => {
    await made(3, 'delete');
    await expect(ensured({ ...settings, messageBytesMax: 2_000_000 })).rejects.toThrow('max.message.bytes is 1048588');
  });

  it('cannot be made where no broker answers, which a sentence says', async () => {
    const kafka = connectKafka({ brokers: ['127.0.0.1:1'] });
    await expect(ensureTopics(kafka, ['127.0.0.1:1'], ['intake'], settings, 0)).rejects.toThrow(/no broker answers at 127.0.0.1:1/);
  });
});
