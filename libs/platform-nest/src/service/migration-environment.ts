import { IsIn, IsString, IsUrl, MaxLength } from 'class-validator';
import type { LogLevel } from '@huying/platform';
import { postgresUrl } from './service-environment.js';

/** The environment variables of a deployable's migration step: the service's own, and the owner's URL. */
export class MigrationEnvironment {
  /** Names the role that the migrations grant rights to; nobody connects as it here. */
  @IsUrl(postgresUrl) readonly HUYING_DATABASE_URL!: string;
  /** Without a password it takes it from `<user>.password` of HUYING_SECRETS_DIR. */
  @IsUrl(postgresUrl) readonly HUYING_OWNER_DATABASE_URL!: string;
  @IsString() @MaxLength(1000) readonly HUYING_SECRETS_DIR: string = '/run/secrets/huying';
  @IsIn(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']) readonly HUYING_LOG_LEVEL: LogLevel = 'info';
}
