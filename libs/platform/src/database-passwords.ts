import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigurationFault } from './environment.js';

/** Database URLs by the environment variable that each comes from. */
type DatabaseUrls = Readonly<Record<string, string | undefined>>;

/**
 * Database URLs, each with its password. One without takes it from the file `<user>.password` of `secretsFolder`, so that what is written
 * into an environment, a compose file or a ConfigMap is no secret. Line ends at the end of the file do not count.
 *
 * @throws ConfigurationFault once, with every file that is missing or empty.
 */
export function withPasswords<Urls extends DatabaseUrls>(urls: Urls, secretsFolder: string): Urls {
  const faults: string[] = [];
  const complete = Object.entries(urls).map(([variable, url]) => [
    variable,
    url === undefined ? undefined : withPassword(new URL(url), secretsFolder, (fault) => faults.push(`${variable}: ${fault}`)),
  ]);
  if (faults.length > 0) throw new ConfigurationFault(faults);
  return Object.fromEntries(complete) as Urls;
}

function withPassword(url: URL, folder: string, refuse: (fault: string) => void): string {
  if (url.password !== '') return url.href;
  const file = `${decodeURIComponent(url.username)}.password`;
  const password = contentOf(join(folder, file));
  if (url.username === '') refuse('names no user / 未指明数据库用户');
  else if (password === '')
    refuse(`has no password, and there is none in HUYING_SECRETS_DIR/${file} / 未含密码，密钥文件夹中也没有 ${file}`);
  url.password = encodeURIComponent(password);
  return url.href;
}

function contentOf(file: string): string {
  try {
    return readFileSync(file, 'utf8').replace(/[\r\n]+$/, '');
  } catch {
    return '';
  }
}
