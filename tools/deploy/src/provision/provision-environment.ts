import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigurationFault, parseEnv, withPasswords } from '@huying/platform';
import { IsString, IsUrl, MaxLength } from 'class-validator';
import { loginRoles, type Provisioning } from './provision-system.js';

/** A password that a person could guess protects nothing; `make-secrets` makes 43 random characters. */
const passwordCharactersMin = 24;

class ProvisionEnvironment {
  /** `postgresql://postgres@postgres:5432/postgres`; without a password it takes it from `<user>.password` of HUYING_SECRETS_DIR. */
  @IsUrl({ protocols: ['postgres', 'postgresql'], require_tld: false, require_valid_protocol: true })
  readonly HUYING_ADMIN_DATABASE_URL!: string;
  /** Folder with `<role>.password` of every role. */
  @IsString() @MaxLength(1000) readonly HUYING_SECRETS_DIR: string = '/run/secrets/huying';
}

/**
 * The settings of the provisioning step from its environment and secret files.
 *
 * @throws ConfigurationFault once, naming every key and file at fault.
 */
export function loadProvisioning(env: Readonly<Record<string, string | undefined>>): Provisioning {
  const settings = parseEnv(ProvisionEnvironment, env);
  const folder = settings.HUYING_SECRETS_DIR;
  const faults: string[] = [];
  const passwords = new Map(loginRoles.map((role) => [role, passwordIn(folder, role, (fault) => faults.push(fault))]));
  if (faults.length > 0) throw new ConfigurationFault(faults);
  const { HUYING_ADMIN_DATABASE_URL: adminUrl } = withPasswords(
    { HUYING_ADMIN_DATABASE_URL: settings.HUYING_ADMIN_DATABASE_URL },
    settings.HUYING_SECRETS_DIR,
  );
  return { adminUrl, passwordOf: (role) => passwords.get(role) ?? '' };
}

function passwordIn(folder: string, role: string, refuse: (fault: string) => void): string {
  const file = `${role}.password`;
  try {
    const password = readFileSync(join(folder, file), 'utf8').replace(/[\r\n]+$/, '');
    if (password.length < passwordCharactersMin) {
      refuse(`HUYING_SECRETS_DIR: ${file} has fewer than ${passwordCharactersMin} characters / 少于 ${passwordCharactersMin} 个字符`);
    }
    return password;
  } catch {
    refuse(`HUYING_SECRETS_DIR: ${file} is missing or not readable / 缺失或无法读取`);
    return '';
  }
}
