import { connectKafka, defaultTopicSettings, ensureTopics, topicOf } from '@huying/event-bus';

/** Makes the topic of intake's log under a prefix, with the settings that the bus demands; answers its name. */
export async function makeTopic(brokers: string, prefix: string): Promise<string> {
  await ensureTopics(connectKafka({ brokers: [brokers] }), [brokers], ['intake'], { ...defaultTopicSettings, prefix }, 60_000);
  return topicOf(prefix, 'intake');
}
