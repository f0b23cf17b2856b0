import { readFileSync } from 'node:fs';
import { defaultTopicSettings, type KafkaConnection, type TopicSettings } from '@huying/event-bus';
import { ConfigurationFault, parseEnv } from '@huying/platform';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, Matches, Max, MaxLength, Min } from 'class-validator';

/** The environment variables of the bus over Kafka, read where HUYING_BUS=kafka; the same for every deployable. */
class KafkaEnvironment {
  @Matches(/^[\w.\-[\]:]+:\d{1,5}(?:,[\w.\-[\]:]+:\d{1,5})*$/, {
    message: 'must be brokers, host:port, separated by commas / 必须是以逗号分隔的 host:port',
  })
  readonly HUYING_KAFKA_BROKERS!: string;
  /** Before the name of every topic and group. */
  @Matches(/^[A-Za-z0-9][A-Za-z0-9._-]{0,80}$/) readonly HUYING_KAFKA_PREFIX: string = defaultTopicSettings.prefix;
  @IsIn(['on', 'off']) readonly HUYING_KAFKA_TLS: 'on' | 'off' = 'off';
  /** PEM of the authority that signed the brokers' certificates, where the system does not trust it anyway. */
  @IsOptional() @IsString() @MaxLength(1000) readonly HUYING_KAFKA_CA_FILE?: string;
  @IsIn(['none', 'plain', 'scram-sha-256', 'scram-sha-512'])
  readonly HUYING_KAFKA_SASL: 'none' | 'plain' | 'scram-sha-256' | 'scram-sha-512' = 'none';
  @IsOptional() @IsString() @MaxLength(255) readonly HUYING_KAFKA_USERNAME?: string;
  /** File that holds the password and nothing else; a line's end behind it is no part of it. */
  @IsOptional() @IsString() @MaxLength(1000) readonly HUYING_KAFKA_PASSWORD_FILE?: string;
  @Type(() => Number) @IsInt() @Min(1) @Max(1_000) readonly HUYING_KAFKA_PARTITIONS: number = defaultTopicSettings.partitions;
  @Type(() => Number) @IsInt() @Min(1) @Max(9) readonly HUYING_KAFKA_REPLICAS: number = defaultTopicSettings.replicas;
  @Type(() => Number) @IsInt() @Min(1) @Max(9) readonly HUYING_KAFKA_MIN_IN_SYNC_REPLICAS: number = defaultTopicSettings.minInSyncReplicas;
  @Type(() => Number) @IsInt() @Min(1) @Max(87_600) readonly HUYING_KAFKA_RETENTION_HOURS: number = 168;
}

/** Where the topics are, and how they are made. */
export interface KafkaSettings {
  readonly connection: KafkaConnection;
  readonly topics: TopicSettings;
}

/**
 * The settings of the bus over Kafka; nothing where HUYING_BUS says otherwise.
 *
 * @throws ConfigurationFault once, naming every setting and file at fault.
 */
export function kafkaSettingsOf(env: Readonly<Record<string, string | undefined>>): { readonly kafka?: KafkaSettings } {
  if (env['HUYING_BUS'] !== 'kafka') return {};
  const parsed = parseEnv(KafkaEnvironment, env);
  const faults: string[] = [];
  const connection: KafkaConnection = {
    brokers: parsed.HUYING_KAFKA_BROKERS.split(','),
    ...tlsOf(parsed, faults),
    ...saslOf(parsed, faults),
  };
  if (parsed.HUYING_KAFKA_MIN_IN_SYNC_REPLICAS > parsed.HUYING_KAFKA_REPLICAS)
    faults.push('HUYING_KAFKA_MIN_IN_SYNC_REPLICAS: cannot be more than HUYING_KAFKA_REPLICAS / 不得大于 HUYING_KAFKA_REPLICAS');
  if (faults.length > 0) throw new ConfigurationFault(faults);
  return {
    kafka: {
      connection,
      topics: {
        ...defaultTopicSettings,
        prefix: parsed.HUYING_KAFKA_PREFIX,
        partitions: parsed.HUYING_KAFKA_PARTITIONS,
        replicas: parsed.HUYING_KAFKA_REPLICAS,
        minInSyncReplicas: parsed.HUYING_KAFKA_MIN_IN_SYNC_REPLICAS,
        retentionMs: parsed.HUYING_KAFKA_RETENTION_HOURS * 3_600_000,
      },
    },
  };
}

function tlsOf({ HUYING_KAFKA_TLS, HUYING_KAFKA_CA_FILE }: KafkaEnvironment, faults: string[]): Pick<KafkaConnection, 'tls'> {
  if (HUYING_KAFKA_TLS === 'off') return {};
  if (HUYING_KAFKA_CA_FILE === undefined) return { tls: true };
  const ca = textIn('HUYING_KAFKA_CA_FILE', HUYING_KAFKA_CA_FILE, faults);
  return ca === undefined ? {} : { tls: { ca } };
}

function saslOf(env: KafkaEnvironment, faults: string[]): Pick<KafkaConnection, 'sasl'> {
  const { HUYING_KAFKA_SASL: mechanism, HUYING_KAFKA_USERNAME: username, HUYING_KAFKA_PASSWORD_FILE: file } = env;
  if (mechanism === 'none') return {};
  for (const [name, value] of [
    ['HUYING_KAFKA_USERNAME', username],
    ['HUYING_KAFKA_PASSWORD_FILE', file],
  ] as const)
    if (value === undefined) faults.push(`${name}: is needed with HUYING_KAFKA_SASL=${mechanism} / 设置 HUYING_KAFKA_SASL 时必须提供`);
  const password = file === undefined ? undefined : textIn('HUYING_KAFKA_PASSWORD_FILE', file, faults);
  if (username === undefined || password === undefined) return {};
  return { sasl: { mechanism, username, password: password.replace(/\r?\n$/, '') } };
}

function textIn(name: string, file: string, faults: string[]): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    faults.push(`${name}: its file cannot be read / 无法读取该文件`);
    return undefined;
  }
}
