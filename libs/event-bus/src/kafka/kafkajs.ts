import kafkajs from 'kafkajs';

/** Node finds only some of the names that kafkajs exports, because it is a CommonJS module; here are those that we use. */
export const { AssignerProtocol, ConfigResourceTypes, Kafka, KafkaJSProtocolError, logLevel } = kafkajs;
