import { ValidationPipe, type ValidationError } from '@nestjs/common';
import type { ProblemBody } from '@huying/contracts';
import { getMetadataStorage, validateSync, type MetadataStorage, type ValidatorOptions } from 'class-validator';
import { edgeProblem } from './problem-exception.js';

type FieldErrors = NonNullable<ProblemBody['errors']>;

/**
 * Checks bodies and queries against their DTO classes: unknown fields are refused, every fault is told at once, by field.
 * Query values are text on the wire, so a DTO says with `@Type` what they become.
 */
export function createFormCheck(): ValidationPipe {
  rememberRules(getMetadataStorage());
  return new FormCheck({
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    validationError: { target: false, value: false },
    exceptionFactory: (errors) => edgeProblem('INVALID_REQUEST', { errors: fieldErrorsOf(errors) }),
  });
}

/** No rule of a form waits for anything, so no promise is made for each of its fields. */
class FormCheck extends ValidationPipe {
  protected override validate(form: object, options?: ValidatorOptions): ValidationError[] {
    return validateSync(form, options);
  }
}

type GatherRules = MetadataStorage['getTargetValidationMetadatas'];
const remembering = new WeakSet<MetadataStorage>();

/**
 * For every object that it checks, class-validator looks through the rules of all classes for those of this one: a third of a check's
 * time. A class's rules do not change once it is declared. A check by groups, which chooses among the rules, gathers them as ever.
 */
function rememberRules(storage: MetadataStorage): void {
  if (remembering.has(storage)) return;
  remembering.add(storage);
  const gather = storage.getTargetValidationMetadatas.bind(storage);
  const known = new Map<unknown, ReturnType<GatherRules>>();
  storage.getTargetValidationMetadatas = (form, schema, ...choice) => {
    // `schema` names the form around this one; it chooses only among rules that were registered under a name, of which there are none.
    if (choice.some(Boolean)) return gather(form, schema, ...choice);
    const rules = known.get(form) ?? gather(form, schema, ...choice);
    known.set(form, rules);
    return rules;
  };
}

/** Flattens class-validator's tree to `place.building`, `photos[0].sha256` … Values never appear. */
export function fieldErrorsOf(errors: readonly ValidationError[], path = ''): FieldErrors {
  return errors.flatMap((error) => {
    const field = join(path, error.property);
    const own = Object.values(error.constraints ?? {}).map((message) => ({ field, message }));
    return [...own, ...fieldErrorsOf(error.children ?? [], field)];
  });
}

const join = (path: string, property: string): string => {
  if (path === '') return property;
  return /^\d+$/.test(property) ? `${path}[${property}]` : `${path}.${property}`;
};
