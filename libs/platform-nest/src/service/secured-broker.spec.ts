import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { openSync, closeSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { connectKafka } from '@huying/event-bus';
import { brokerJars, findJava } from '@huying/platform/embedded-kafka';
import { freePort } from '@huying/platform/embedded-postgres';
import kafkajs from 'kafkajs';

const run = promisify(execFile);
const repository = fileURLToPath(new URL('../../../../', import.meta.url));
const quick = ['-Xmx384m', '-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC'];
const startPatienceMs = 120_000;

/** A broker with a door that lets nobody in without TLS and a password, and nobody do what he was not given, as a managed Kafka has it. */
export interface SecuredBroker {
  /** `127.0.0.1:9094`: TLS and SASL. */
  readonly secured: string;
  /** PEM of the certificate, which nobody else has signed. */
  readonly certificate: string;
  /** Has the rights that the runbook names, for topics and groups of this prefix. */
  readonly username: string;
  readonly prefix: string;
  /** Has the same password, and no rights. */
  readonly stranger: string;
  readonly password: string;
  stop(): Promise<void>;
}

/** @param folder an empty one; everything of the broker lies in it, its key too */
export async function startSecuredBroker(folder: string): Promise<SecuredBroker> {
  const java = findJava();
  const classes = join(await brokerJars({ pom: join(repository, 'tools/kafka/pom.xml'), cache: join(repository, '.huying-kafka') }), '*');
  const [username, stranger, prefix, password] = ['huying', 'stranger', 'spec-', 'made for one run of specs'];
  const certificate = await makeCertificate(java, folder);
  const [securedPort, plainPort, controllerPort] = [await freePort(), await freePort(), await freePort()];
  const properties = join(folder, 'server.properties');
  await writeFile(properties, serverProperties({ folder, securedPort, plainPort, controllerPort, users: [username, stranger], password }));
  const scram = ['256', '512'].flatMap((bits) =>
    [username, stranger].flatMap((name) => ['--add-scram', `SCRAM-SHA-${bits}=[name=${name},password=${password}]`]),
  );
  const format = ['kafka.tools.StorageTool', 'format', '--cluster-id', 'aHV5aW5nLXNlY3VyZWQtMQ', '--config', properties, ...scram];
  await run(java, [...quick, '-cp', classes, ...format]);
  const broker = spawnBroker(java, [...quick, '-cp', classes, 'kafka.Kafka', properties], join(folder, 'broker.log'));
  const plain = `127.0.0.1:${String(plainPort)}`;
  const ended = once(broker, 'exit');
  const stop = async (): Promise<void> => {
    broker.kill('SIGKILL');
    await ended;
  };
  try {
    await untilReady(plain, broker);
    await grant(plain, username, prefix);
  } catch (fault) {
    await stop();
    throw new Error(await readFile(join(folder, 'broker.log'), 'utf8'), { cause: fault });
  }
  return { secured: `127.0.0.1:${String(securedPort)}`, certificate, username, prefix, stranger, password, stop };
}

const storePassword = 'of a key store that lives as long as a spec';

async function makeCertificate(java: string, folder: string): Promise<string> {
  const keytool = java.replace(/java$/, 'keytool');
  const store = ['-keystore', join(folder, 'broker.p12'), '-storetype', 'PKCS12', '-storepass', storePassword, '-alias', 'broker'];
  const key = ['-keyalg', 'EC', '-groupname', 'secp256r1', '-validity', '2', '-dname', 'CN=127.0.0.1', '-ext', 'san=ip:127.0.0.1'];
  await run(keytool, ['-genkeypair', ...store, ...key]);
  const { stdout } = await run(keytool, ['-exportcert', '-rfc', ...store]);
  return stdout;
}

function serverProperties(broker: {
  readonly folder: string;
  readonly securedPort: number;
  readonly plainPort: number;
  readonly controllerPort: number;
  readonly users: readonly string[];
  readonly password: string;
}): string {
  const { folder, securedPort, plainPort, controllerPort, users, password } = broker;
  const door = 'listener.name.secured';
  const scram = 'org.apache.kafka.common.security.scram.ScramLoginModule required;';
  const plainUsers = users.map((name) => `user_${name}="${password}"`).join(' ');
  const properties = {
    'process.roles': 'broker,controller',
    'node.id': 1,
    'controller.quorum.voters': `1@127.0.0.1:${String(controllerPort)}`,
    listeners: `SECURED://127.0.0.1:${String(securedPort)},PLAIN://127.0.0.1:${String(plainPort)},CONTROLLER://127.0.0.1:${String(controllerPort)}`,
    'listener.security.protocol.map': 'SECURED:SASL_SSL,PLAIN:PLAINTEXT,CONTROLLER:PLAINTEXT',
    'inter.broker.listener.name': 'PLAIN',
    'controller.listener.names': 'CONTROLLER',
    [`${door}.ssl.keystore.type`]: 'PKCS12',
    [`${door}.ssl.keystore.location`]: join(folder, 'broker.p12'),
    [`${door}.ssl.keystore.password`]: storePassword,
    [`${door}.sasl.enabled.mechanisms`]: 'PLAIN,SCRAM-SHA-256,SCRAM-SHA-512',
    [`${door}.plain.sasl.jaas.config`]: `org.apache.kafka.common.security.plain.PlainLoginModule required ${plainUsers};`,
    [`${door}.scram-sha-256.sasl.jaas.config`]: scram,
    [`${door}.scram-sha-512.sasl.jaas.config`]: scram,
    // Whoever comes by the plain doors is the broker itself, or the spec.
    'authorizer.class.name': 'org.apache.kafka.metadata.authorizer.StandardAuthorizer',
    'super.users': 'User:ANONYMOUS',
    'log.dirs': join(folder, 'data'),
    'auto.create.topics.enable': false,
    'offsets.topic.replication.factor': 1,
    'offsets.topic.num.partitions': 1,
    'transaction.state.log.replication.factor': 1,
    'transaction.state.log.min.isr': 1,
    'transaction.state.log.num.partitions': 1,
    'group.initial.rebalance.delay.ms': 0,
    'group.min.session.timeout.ms': 1_000,
    'log.cleaner.dedupe.buffer.size': 4_194_304,
  };
  return `${Object.entries(properties)
    .map(([name, value]) => `${name}=${String(value)}`)
    .join('\n')}\n`;
}

function spawnBroker(java: string, args: readonly string[], logFile: string): ChildProcess {
  const log = openSync(logFile, 'a', 0o600);
  const broker = spawn(java, args, { cwd: '/', stdio: ['ignore', log, log] });
  closeSync(log);
  return broker;
}

async function untilReady(broker: string, process: ChildProcess): Promise<void> {
  const until = Date.now() + startPatienceMs;
  for (;;) {
    const admin = connectKafka({ brokers: [broker] }).admin();
    try {
      await admin.connect();
      await admin.listTopics();
      return;
    } catch (fault) {
      if (process.exitCode !== null || Date.now() > until) throw fault;
    } finally {
      await admin.disconnect();
    }
    await pause(100);
  }
}

/** The rights that docs/runbooks/kafka.md names, and no others. */
async function grant(broker: string, username: string, prefix: string): Promise<void> {
  const { AclOperationTypes, AclPermissionTypes, AclResourceTypes, ResourcePatternTypes } = kafkajs;
  const { CREATE, DESCRIBE, DESCRIBE_CONFIGS, READ, WRITE } = AclOperationTypes;
  const to = { principal: `User:${username}`, host: '*', permissionType: AclPermissionTypes.ALLOW };
  const of = { resourceName: prefix, resourcePatternType: ResourcePatternTypes.PREFIXED };
  const acl = [
    ...[CREATE, DESCRIBE, DESCRIBE_CONFIGS, READ, WRITE].map((operation) => ({
      ...to,
      ...of,
      resourceType: AclResourceTypes.TOPIC,
      operation,
    })),
    { ...to, ...of, resourceType: AclResourceTypes.GROUP, operation: READ },
  ];
  const admin = connectKafka({ brokers: [broker] }).admin();
  await admin.connect();
  await admin.createAcls({ acl }).finally(() => admin.disconnect());
}
