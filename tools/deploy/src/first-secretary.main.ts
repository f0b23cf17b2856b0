// Prints the token with which the first person who has signed in takes the first secretary's post (DESIGN §11). It works once.
// Run it with the gateway's secrets: it derives from the installation's key, as the gateway derives it.
import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = process.env['HUYING_SECRETS_DIR'] ?? '/run/secrets/huying';
try {
  const installationKey = readFileSync(join(folder, 'request-digest.key'));
  console.log(createHmac('sha256', installationKey).update('huying/first-secretary/v1').digest('base64url'));
} catch {
  console.error(`${folder}/request-digest.key is not readable. Run this with the gateway's secrets. / 无法读取网关密钥`);
  process.exitCode = 1;
}
