import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { EmbeddedKafkaFault } from './fault.js';

/** Kafka 4 runs on this version of Java or a newer one. */
const javaWanted = 17;

/**
 * The program `java`: that of the given home, else the one on the path.
 *
 * @throws EmbeddedKafkaFault when there is none, or only one that is too old.
 */
export function findJava(javaHome?: string): string {
  const java = javaHome === undefined || javaHome === '' ? 'java' : join(javaHome, 'bin', 'java');
  const asked = spawnSync(java, ['-version'], { encoding: 'utf8' });
  const version = /version "(\d+)/.exec(`${asked.stderr}${asked.stdout}`)?.[1];
  if (asked.status !== 0 || version === undefined) {
    throw new EmbeddedKafkaFault(
      'NO_JAVA',
      `Kafka needs Java ${String(javaWanted)} or newer, and none was found. Install one (a package such as openjdk-17-jre-headless), or set JAVA_HOME.`,
      `Kafka 需要 Java ${String(javaWanted)} 或更高版本，但未找到。请安装（如 openjdk-17-jre-headless），或设置 JAVA_HOME。`,
      asked.error,
    );
  }
  if (Number(version) < javaWanted) {
    throw new EmbeddedKafkaFault(
      'JAVA_TOO_OLD',
      `Kafka needs Java ${String(javaWanted)} or newer; this is Java ${version}. Install a newer one, or set JAVA_HOME to it.`,
      `Kafka 需要 Java ${String(javaWanted)} 或更高版本，当前为 ${version}。请安装新版，或将 JAVA_HOME 指向它。`,
    );
  }
  return java;
}
