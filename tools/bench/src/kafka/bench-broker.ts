import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startEmbeddedKafka } from '@huying/platform/embedded-kafka';

const repository = (path: string): string => fileURLToPath(new URL(`../../../../${path}`, import.meta.url));

/** A Kafka broker of its own, as `npm run start:kafka` runs one. */
export interface BenchBroker {
  /** `127.0.0.1:9092` */
  readonly brokers: string;
  stop(): Promise<void>;
}

export async function startBenchBroker(): Promise<BenchBroker> {
  const dataDir = await mkdtemp(join(tmpdir(), 'huying-bench-broker-'));
  const kafka = await startEmbeddedKafka({
    dataDir,
    pom: repository('tools/kafka/pom.xml'),
    jarCache: repository('.huying-kafka'),
    ...(process.env['JAVA_HOME'] === undefined ? {} : { javaHome: process.env['JAVA_HOME'] }),
  });
  return {
    brokers: kafka.brokers,
    async stop() {
      await kafka.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
