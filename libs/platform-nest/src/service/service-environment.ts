import { Type } from 'class-transformer';
import { IsIn, IsInt, IsNumber, IsOptional, IsString, IsUrl, Max, MaxLength, Min } from 'class-validator';
import type { LogLevel } from '@huying/platform';

const httpUrl = { protocols: ['http', 'https'], require_protocol: true, require_tld: false };
export const postgresUrl = { protocols: ['postgres', 'postgresql'], require_tld: false, require_valid_protocol: true };

/**
 * The environment variables of every service; an app with more of them extends this class.
 * A database URL without a password takes it from the file `<user>.password` of HUYING_SECRETS_DIR.
 */
export class ServiceEnvironment {
  @IsUrl(postgresUrl) readonly HUYING_DATABASE_URL!: string;
  /** Only where the service itself migrates at start (embedded); in production `migrate.js` holds it, and the service does not. */
  @IsOptional() @IsUrl(postgresUrl) readonly HUYING_OWNER_DATABASE_URL?: string;
  @IsUrl(postgresUrl) readonly HUYING_KEYS_DATABASE_URL!: string;
  @IsOptional() @IsUrl(postgresUrl) readonly HUYING_READ_INTAKE_URL?: string;
  @IsOptional() @IsUrl(postgresUrl) readonly HUYING_READ_DISPATCH_URL?: string;
  @IsOptional() @IsUrl(postgresUrl) readonly HUYING_READ_VOLUNTEERS_URL?: string;
  @IsOptional() @IsUrl(postgresUrl) readonly HUYING_READ_REPORTING_URL?: string;
  @IsOptional() @IsUrl(postgresUrl) readonly HUYING_READ_AUDIT_URL?: string;
  /** Folder with gateway-public.pem, request-digest.key and master.key. */
  @IsString() @MaxLength(1000) readonly HUYING_SECRETS_DIR!: string;
  @IsString() @MaxLength(1000) readonly HUYING_EVIDENCE_DIR!: string;
  @IsString() @MaxLength(255) readonly HUYING_HOST: string = '127.0.0.1';
  @Type(() => Number) @IsInt() @Min(0) @Max(65_535) readonly HUYING_PORT!: number;
  @IsIn(['postgres', 'kafka']) readonly HUYING_BUS: 'postgres' | 'kafka' = 'postgres';
  @IsIn(['on', 'off']) readonly HUYING_DEMO: 'on' | 'off' = 'off';
  /** Base address of an OTLP/HTTP receiver of traces; OTEL_EXPORTER_OTLP_ENDPOINT is taken where it is not set. Left out, nothing is traced. */
  @IsOptional() @IsUrl(httpUrl) readonly HUYING_OTLP_ENDPOINT?: string;
  @Type(() => Number) @IsNumber() @Min(0) @Max(1) readonly HUYING_TRACE_RATIO: number = 1;
  @IsIn(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']) readonly HUYING_LOG_LEVEL: LogLevel = 'info';
}
