import { connectKafka, type RelayBatch } from '@huying/event-bus';

/** kafkajs alone: its idempotent producer sends what it is given, one send after the other, each acknowledged by every replica in sync. */
export async function sendRaw(brokers: string, topic: string, sends: readonly RelayBatch['messages'][]): Promise<void> {
  const producer = connectKafka({ brokers: [brokers] }).producer({
    idempotent: true,
    maxInFlightRequests: 1,
    createPartitioner:
      () =>
      ({ message }) =>
        message.partition ?? 0,
  });
  await producer.connect();
  for (const messages of sends) await producer.send({ topic, acks: -1, messages: [...messages] });
  await producer.disconnect();
}
