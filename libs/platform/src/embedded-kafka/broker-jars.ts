import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { access, mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { EmbeddedKafkaFault, explain } from './fault.js';

export interface BrokerJarsOptions {
  /** The project file that names the broker and its version. */
  readonly pom: string;
  /** Where fetched jars are kept, a folder for each digest of the project file. */
  readonly cache: string;
  /** Called once when something has to be fetched (about 45 MB), and not when all is there. */
  readonly onFetch?: () => void;
}

/**
 * The folder with the broker's jars. Maven resolves them the first time; a second call with the same project file asks nobody.
 *
 * @throws EmbeddedKafkaFault when Maven is missing or could not fetch them, or the disk is full.
 */
export async function brokerJars({ pom, cache, onFetch }: BrokerJarsOptions): Promise<string> {
  const digest = createHash('sha256')
    .update(await readFile(pom))
    .digest('hex');
  const folder = join(cache, digest.slice(0, 16));
  if (await exists(folder)) return folder;
  onFetch?.();
  try {
    await mkdir(cache, { recursive: true });
    const unfinished = await mkdtemp(join(cache, 'unfinished-'));
    try {
      await fetchInto(unfinished, pom);
      await rename(unfinished, folder);
    } catch (fault) {
      await rm(unfinished, { recursive: true, force: true });
      // Another run may have finished the same folder in the meantime; then its jars are as good.
      if (!(await exists(folder))) throw fault;
    }
  } catch (cause) {
    throw explain(`keeping the broker's programs in ${cache}`, `将 Kafka 程序保存到 ${cache}`, cause);
  }
  return folder;
}

async function fetchInto(folder: string, pom: string): Promise<void> {
  const args = ['--batch-mode', '--quiet', '--file', pom, 'dependency:copy-dependencies', '-DincludeScope=runtime'];
  const { code, output } = await run('mvn', [...args, `-DoutputDirectory=${folder}`]);
  if (code === 0) return;
  if (/No space left on device|Permission denied|Read-only file system/.test(output)) throw new Error(output);
  const errors = output.split('\n').filter((line) => line.startsWith('[ERROR]'));
  const said = errors[0] ?? output.trim().split('\n').at(-1) ?? '';
  throw new EmbeddedKafkaFault(
    'JARS_NOT_FETCHED',
    `Maven could not fetch the Kafka broker. Check the network (or Maven's proxy settings) and run the command again. Maven says: ${said}`,
    `Maven 未能下载 Kafka。请检查网络（或 Maven 代理设置）后重新运行。Maven 提示：${said}`,
  );
}

function run(program: string, args: readonly string[]): Promise<{ readonly code: number | null; readonly output: string }> {
  return new Promise((done, fail) => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.once('error', (cause) => {
      fail((cause as NodeJS.ErrnoException).code === 'ENOENT' ? noMaven(cause) : cause);
    });
    child.once('close', (code) => {
      done({ code, output });
    });
  });
}

const noMaven = (cause: unknown): EmbeddedKafkaFault =>
  new EmbeddedKafkaFault(
    'NO_MAVEN',
    'The Kafka broker is fetched by Maven, and no program mvn was found. Install Maven and run the command again.',
    'Kafka 由 Maven 下载，但未找到 mvn 程序。请安装 Maven 后重新运行。',
    cause,
  );

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );
