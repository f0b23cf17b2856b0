export { startEmbeddedKafka, type EmbeddedKafkaOptions } from './embedded-kafka.js';
export { brokerJars, type BrokerJarsOptions } from './broker-jars.js';
export type { EmbeddedKafka } from './broker-process.js';
export { EmbeddedKafkaFault, type EmbeddedKafkaFaultCode } from './fault.js';
export { findJava } from './java.js';
