import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from './root.mjs';
import { showing } from './step.mjs';

/**
 * Fetches the programs of the Kafka broker that the specs use, where they are not there yet. Needs the build. Where Java or Maven is
 * missing it says so: then the specs that need it are skipped, except under CI=true, where they are run, and fail.
 *
 * Resolves to whether specs on a broker are to be run.
 */
export async function fetchBrokerForSpecs() {
  const { brokerJars, findJava } = await import(new URL('../../../libs/platform/dist/embedded-kafka/index.js', import.meta.url).href);
  let fetching = () => undefined;
  const begun = new Promise((resolve) => (fetching = () => resolve('fetching')));
  try {
    findJava();
    const jars = brokerJars({ pom: join(root, 'tools/kafka/pom.xml'), cache: join(root, '.huying-kafka'), onFetch: fetching });
    // Awaited below; a fault that comes while the line is shown must not count as unhandled.
    jars.catch(() => undefined);
    if ((await Promise.race([jars, begun])) === 'fetching') await showing('Fetching the Kafka broker 下载 Kafka', () => jars);
    await access(await jars);
    return true;
  } catch (fault) {
    console.error(`\nNo Kafka broker for the specs 测试所需的 Kafka 不可用:\n${fault.message}\n${fault.zh ?? ''}\n`);
    return process.env.CI === 'true';
  }
}
