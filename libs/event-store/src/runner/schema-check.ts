import type { EventType } from '@huying/contracts';
import addFormats from 'ajv-formats';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';

/** A fact breaks the schema that its own type publishes: a bug in a decider, never a refusal. */
export class SchemaViolation extends Error {
  override readonly name = 'SchemaViolation';
}

/** Checks facts against their types' JSON Schemas; each schema is compiled once, at its first fact. */
export class SchemaCheck {
  private readonly ajv = new Ajv2020({ strict: false });
  private readonly compiled = new Map<string, ValidateFunction>();

  constructor() {
    addFormats.default(this.ajv);
  }

  /** Throws {@link SchemaViolation}. The message names places, never values: data may not reach a log line. */
  check(type: EventType, data: Readonly<Record<string, unknown>>): void {
    const validate = this.validatorOf(type);
    if (validate(withoutAllowedEverywhere(data))) return;
    const faults = (validate.errors ?? []).map((fault) => `${fault.instancePath || '/'} ${fault.message ?? fault.keyword}`);
    throw new SchemaViolation(`${type.type} breaks its own schema: ${faults.join('; ')}`);
  }

  private validatorOf(type: EventType): ValidateFunction {
    let validate = this.compiled.get(type.type);
    if (validate === undefined) {
      validate = this.ajv.compile(type.data);
      this.compiled.set(type.type, validate);
    }
    return validate;
  }
}

/** `sealed` and `breaches` may stand on every type; their form is the store's, and no type's schema repeats it. */
function withoutAllowedEverywhere(data: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return 'sealed' in data || 'breaches' in data
    ? Object.fromEntries(Object.entries(data).filter(([member]) => member !== 'sealed' && member !== 'breaches'))
    : data;
}
