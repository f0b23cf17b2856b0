import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { EmbeddedKafkaFault, startEmbeddedKafka, type EmbeddedKafka } from '@huying/platform/embedded-kafka';
import type { TestProject } from 'vitest/node';
import type { BrokerAnswer } from './broker-for-tests.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where specs ask for the run's broker. */
    readonly brokerDesk: string;
  }
}

const repository = fileURLToPath(new URL('../../../', import.meta.url));

/** One Kafka broker for the whole run, started when the first spec asks for it: most runs of a folder's specs need none. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  let asked: Promise<Started> | undefined;
  const desk = await listen((answer) => {
    asked ??= start();
    asked.then(
      ({ answer: told }) => answer(told),
      (fault: unknown) => answer({ obstacle: String(fault) }),
    );
  });
  project.provide('brokerDesk', `http://127.0.0.1:${String((desk.address() as AddressInfo).port)}`);
  return async () => {
    desk.closeAllConnections();
    desk.close();
    const started = await asked?.catch(() => undefined);
    await started?.end();
  };
}

interface Started {
  readonly answer: BrokerAnswer;
  readonly end: () => Promise<void>;
}

async function start(): Promise<Started> {
  const dataDir = await mkdtemp(join(tmpdir(), 'huying-broker-'));
  const end = async (kafka?: EmbeddedKafka): Promise<void> => {
    await kafka?.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
  try {
    const kafka = await startEmbeddedKafka({
      dataDir,
      pom: join(repository, 'tools/kafka/pom.xml'),
      jarCache: join(repository, '.huying-kafka'),
      shortLived: true,
    });
    return { answer: { brokers: kafka.brokers }, end: () => end(kafka) };
  } catch (fault) {
    if (!(fault instanceof EmbeddedKafkaFault)) throw fault;
    const missing = ['NO_JAVA', 'JAVA_TOO_OLD', 'NO_MAVEN'].includes(fault.code);
    if (missing) console.error(`\n*** KAFKA SPECS ARE SKIPPED 跳过 KAFKA 测试 ***\n${fault.message}\n${fault.zh}\n`);
    return { answer: { obstacle: fault.message, missing }, end };
  }
}

function listen(onAsked: (answer: (told: BrokerAnswer) => void) => void): Promise<Server> {
  const server = createServer((_request, response) => {
    onAsked((told) => {
      response.setHeader('content-type', 'application/json').end(JSON.stringify(told));
    });
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}
