import { resolve } from 'node:path';
import { ConfigurationFault, parseEnv } from '@huying/platform';
import { tracingOf, withStandardNames, type TracingSettings } from '@huying/platform-nest';
import { IsIn, IsInt, IsNumber, IsOptional, IsUrl, Matches, Max, Min } from 'class-validator';
import { Type } from 'class-transformer';

class StartEnv {
  @Matches(/^[^\0]{1,1000}$/, { message: 'must be a folder / 必须是文件夹路径' })
  readonly HUYING_DATA_DIR: string = '.huying';

  @Type(() => Number)
  @IsInt({ message: 'must be a port number from 0 to 65535 (0 = any free one) / 必须是 0 到 65535 的端口号（0 表示任意空闲端口）' })
  @Min(0, { message: 'must be at least 0 / 不得小于 0' })
  @Max(65535, { message: 'must be at most 65535 / 不得大于 65535' })
  readonly HUYING_PORT: number = 8080;

  @IsIn(['postgres', 'kafka'], { message: 'must be postgres or kafka / 必须为 postgres 或 kafka' })
  readonly HUYING_BUS: 'postgres' | 'kafka' = 'postgres';

  @IsIn(['on', 'off'], { message: 'must be on or off / 必须为 on 或 off' })
  readonly HUYING_DEMO: 'on' | 'off' = 'on';

  @IsOptional()
  @IsUrl(
    { protocols: ['https', 'http'], require_protocol: true, require_tld: false },
    { message: 'must be the address of an OTLP/HTTP receiver / 必须是 OTLP/HTTP 接收端的地址' },
  )
  readonly HUYING_OTLP_ENDPOINT?: string;

  @Type(() => Number)
  @IsNumber({}, { message: 'must be a share from 0 to 1 / 必须是 0 到 1 之间的比例' })
  @Min(0, { message: 'must be at least 0 / 不得小于 0' })
  @Max(1, { message: 'must be at most 1 / 不得大于 1' })
  readonly HUYING_TRACE_RATIO: number = 1;

  @IsOptional()
  @IsUrl(
    { protocols: ['https', 'http'], require_protocol: true, require_tld: false },
    { message: 'must be the https address of an OIDC issuer / 必须是 OIDC 签发者的 https 地址' },
  )
  readonly HUYING_OIDC_ISSUER?: string;
}

/** How this copy of the system is to run (DESIGN §11). */
export interface StartSettings {
  /** Absolute. */
  readonly dataDir: string;
  readonly port: number;
  readonly bus: 'postgres' | 'kafka';
  /** Where Java is, for the Kafka broker; without it the `java` of the path. */
  readonly javaHome?: string;
  readonly demo: boolean;
  readonly oidcIssuer?: string;
  /** Where traces go; left out, nothing is traced. */
  readonly tracing?: TracingSettings;
  /** One operating-system process for each service instead of one for all. */
  readonly processes: boolean;
}

/**
 * Reads the settings that every way of running understands, and the launcher's arguments.
 *
 * @throws ConfigurationFault once, naming every fault in both languages.
 */
export function readSettings(
  env: Readonly<Record<string, string | undefined>>,
  args: readonly string[],
  workingFolder: string,
): StartSettings {
  const faults = args
    .filter((arg) => arg !== '--processes')
    .map((arg) => `${arg}: there is no such option, only --processes / 没有这个选项，仅支持 --processes`);
  const parsed = parseOrCollect(env, faults);
  if (parsed?.HUYING_DEMO === 'off' && parsed.HUYING_OIDC_ISSUER === undefined) {
    faults.push(
      'HUYING_OIDC_ISSUER: is needed with HUYING_DEMO=off, or nobody could sign in / HUYING_DEMO=off 时必须设置，否则无人能够登录',
    );
  }
  if (parsed === undefined || faults.length > 0) throw new ConfigurationFault(faults);
  const tracing = tracingOf(parsed);
  return {
    dataDir: resolve(workingFolder, parsed.HUYING_DATA_DIR),
    port: parsed.HUYING_PORT,
    bus: parsed.HUYING_BUS,
    demo: parsed.HUYING_DEMO === 'on',
    processes: args.includes('--processes'),
    ...(tracing === undefined ? {} : { tracing }),
    ...(env['JAVA_HOME'] === undefined ? {} : { javaHome: env['JAVA_HOME'] }),
    ...(parsed.HUYING_OIDC_ISSUER === undefined ? {} : { oidcIssuer: parsed.HUYING_OIDC_ISSUER }),
  };
}

function parseOrCollect(env: Readonly<Record<string, string | undefined>>, faults: string[]): StartEnv | undefined {
  try {
    return parseEnv(StartEnv, withStandardNames(env));
  } catch (fault) {
    if (!(fault instanceof ConfigurationFault)) throw fault;
    faults.push(...fault.faults);
    return undefined;
  }
}
