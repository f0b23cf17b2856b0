import { createPrivateKey, type KeyObject } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigurationFault, parseEnv } from '@huying/platform';
import { kafkaSettingsOf, serviceConfigOf, ServiceEnvironment, type Environment } from '@huying/platform-nest';
import { IsString, Matches, MaxLength } from 'class-validator';
import type { AuditConfig, LedgerConfig } from './audit-config.js';

class AuditEnvironment extends ServiceEnvironment {
  /** Where the logs are served, without scheme and trailing slash: `huying.example.org/log`. Never to be changed. */
  @Matches(/^[a-z0-9][a-z0-9.:-]{0,120}(?:\/[A-Za-z0-9._-]{1,60}){0,5}$/) readonly HUYING_LEDGER_ORIGIN!: string;
  /** Folder of the last published checkpoints, outside the database and its backups. */
  @IsString() @MaxLength(1000) readonly HUYING_LEDGER_DIR!: string;
}

/**
 * Audit's configuration from its environment; no other file of this service reads it.
 *
 * @throws ConfigurationFault once, naming every key and file at fault
 */
export function loadAuditConfig(env: Environment): AuditConfig {
  const settings = parseEnv(AuditEnvironment, env);
  return {
    ...serviceConfigOf('audit', settings),
    ...kafkaSettingsOf(env),
    ledger: {
      origin: settings.HUYING_LEDGER_ORIGIN,
      folder: settings.HUYING_LEDGER_DIR,
      keys: readLedgerKeys(settings.HUYING_SECRETS_DIR),
    },
  };
}

/** `ledger-1.pem`, `ledger-2.pem` …: a key is replaced by adding one. */
function readLedgerKeys(folder: string): LedgerConfig['keys'] {
  const keys = ledgerKeyFiles(folder).map((file) => readLedgerKey(join(folder, file)));
  const [first, ...further] = keys;
  if (first === undefined) throw new ConfigurationFault(['HUYING_SECRETS_DIR: ledger-1.pem is missing']);
  return [first, ...further];
}

function ledgerKeyFiles(folder: string): readonly string[] {
  const numberOf = (file: string): number => Number(/^ledger-(\d{1,4})\.pem$/.exec(file)?.[1]);
  try {
    return readdirSync(folder)
      .filter((file) => numberOf(file) > 0)
      .sort((one, other) => numberOf(one) - numberOf(other));
  } catch {
    return [];
  }
}

function readLedgerKey(file: string): KeyObject {
  try {
    const key = createPrivateKey(readFileSync(file));
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch {
    // Told below: what is wrong with a key file is nothing for a log.
  }
  throw new ConfigurationFault([`HUYING_SECRETS_DIR: ${file} is no Ed25519 private key in PEM`]);
}
