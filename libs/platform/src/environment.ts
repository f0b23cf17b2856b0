import 'reflect-metadata';
import { plainToInstance } from 'class-transformer';
import { validateSync, type ValidationError } from 'class-validator';

/** The settings are unusable. Its message lists every fault, in both languages, and repeats no value: some are secrets. */
export class ConfigurationFault extends Error {
  override readonly name = 'ConfigurationFault';

  constructor(readonly faults: readonly string[]) {
    super(
      [
        `The settings are not usable (${faults.length} to mend):`,
        `设置有误，共 ${faults.length} 处：`,
        ...faults.map((fault) => `  - ${fault}`),
      ].join('\n'),
    );
  }
}

/**
 * Reads a settings class from environment variables: one property per variable, bounded by class-validator decorators.
 * An empty variable counts as absent, so that a default holds. Variables without a property are not read.
 *
 * @throws ConfigurationFault once, with every fault.
 */
export function parseEnv<Settings extends object>(
  settings: new () => Settings,
  env: Readonly<Record<string, string | undefined>>,
): Settings {
  const given = Object.fromEntries(Object.entries(env).filter(([name, value]) => name.startsWith('HUYING_') && value !== ''));
  const parsed = plainToInstance(settings, given, { exposeDefaultValues: true });
  const errors = validateSync(parsed, { whitelist: true });
  if (errors.length > 0) throw new ConfigurationFault(errors.map(faultOf));
  return parsed;
}

function faultOf(error: ValidationError): string {
  return `${error.property}: ${Object.values(error.constraints ?? { form: 'has the wrong form' }).join('; ')}`;
}
