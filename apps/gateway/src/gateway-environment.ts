import { Type } from 'class-transformer';
import { IsIn, IsInt, IsNumber, IsOptional, IsString, IsUrl, Matches, Max, MaxLength, Min } from 'class-validator';
import type { LogLevel } from '@huying/platform';
import { postgresUrl } from '@huying/platform-nest';

const httpUrl = { protocols: ['http', 'https'], require_protocol: true, require_tld: false };

/** The environment variables of the gateway. A database URL without a password takes it from `<user>.password` of HUYING_SECRETS_DIR. */
export class GatewayEnvironment {
  @IsUrl(postgresUrl) readonly HUYING_DATABASE_URL!: string;
  /** Only where the gateway itself migrates at start (embedded). */
  @IsOptional() @IsUrl(postgresUrl) readonly HUYING_OWNER_DATABASE_URL?: string;
  /** The logs that authority comes from. */
  @IsUrl(postgresUrl) readonly HUYING_READ_DISPATCH_URL!: string;
  /** Beside them, what live updates tell of. */
  @IsUrl(postgresUrl) readonly HUYING_READ_INTAKE_URL!: string;
  @IsUrl(postgresUrl) readonly HUYING_READ_VOLUNTEERS_URL!: string;
  /** Folder with gateway-private.pem and request-digest.key. */
  @IsString() @MaxLength(1000) readonly HUYING_SECRETS_DIR!: string;
  @IsString() @MaxLength(255) readonly HUYING_HOST: string = '127.0.0.1';
  @Type(() => Number) @IsInt() @Min(0) @Max(65_535) readonly HUYING_PORT: number = 8080;
  /** A port of its own for operators (`/metrics`, `/health/*` with reasons). Left out, there is none. Keep it from the public. */
  @IsOptional() @Type(() => Number) @IsInt() @Min(0) @Max(65_535) readonly HUYING_METRICS_PORT?: number;
  @IsString() @MaxLength(255) readonly HUYING_METRICS_HOST: string = '127.0.0.1';
  @IsIn(['postgres', 'kafka']) readonly HUYING_BUS: 'postgres' | 'kafka' = 'postgres';
  @IsIn(['on', 'off']) readonly HUYING_DEMO: 'on' | 'off' = 'off';
  /** As in a service: where traces go, and how large a share of the requests is traced. */
  @IsOptional() @IsUrl(httpUrl) readonly HUYING_OTLP_ENDPOINT?: string;
  @Type(() => Number) @IsNumber() @Min(0) @Max(1) readonly HUYING_TRACE_RATIO: number = 1;
  @IsIn(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']) readonly HUYING_LOG_LEVEL: LogLevel = 'info';
  @IsOptional() @IsUrl(httpUrl) readonly HUYING_OIDC_ISSUER?: string;
  @IsString() @MaxLength(200) readonly HUYING_OIDC_AUDIENCE: string = 'huying';
  /** Calls a minute; 0 = no limit. Left out: see `config.ts`. */
  @IsOptional() @Type(() => Number) @IsInt() @Min(0) @Max(100_000_000) readonly HUYING_CALLS_PER_PERSON_PER_MINUTE?: number;
  @IsOptional() @Type(() => Number) @IsInt() @Min(0) @Max(100_000_000) readonly HUYING_CALLS_PER_ADDRESS_PER_MINUTE?: number;
  /** Live streams that may be open at once: of one person, and of this process. */
  @Type(() => Number) @IsInt() @Min(1) @Max(1_000) readonly HUYING_STREAMS_PER_PERSON: number = 8;
  @Type(() => Number) @IsInt() @Min(1) @Max(100_000) readonly HUYING_STREAMS_MAX: number = 2_000;
  /** Addresses or networks of proxies, separated by commas. */
  @IsOptional() @Matches(/^[0-9a-fA-F.:/]+(?:,[0-9a-fA-F.:/]+)*$/) readonly HUYING_TRUSTED_PROXIES?: string;
  @IsOptional() @IsUrl(httpUrl) readonly HUYING_INTAKE_URL?: string;
  @IsOptional() @IsUrl(httpUrl) readonly HUYING_DISPATCH_URL?: string;
  @IsOptional() @IsUrl(httpUrl) readonly HUYING_VOLUNTEERS_URL?: string;
  @IsOptional() @IsUrl(httpUrl) readonly HUYING_REPORTING_URL?: string;
  @IsOptional() @IsUrl(httpUrl) readonly HUYING_AUDIT_URL?: string;
}
