import { ValidationPipe, type ValidationError } from '@nestjs/common';
import type { ProblemBody } from '@huying/contracts';
import { edgeProblem } from './problem-exception.js';

type FieldErrors = NonNullable<ProblemBody['errors']>;

/**
 * Checks bodies and queries against their DTO classes: unknown fields are refused, every fault is told at once, by field.
 * Query values are text on the wire, so a DTO says with `@Type` what they become.
 */
export const createFormCheck = (): ValidationPipe =>
  new ValidationPipe({
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    validationError: { target: false, value: false },
    exceptionFactory: (errors) => edgeProblem('INVALID_REQUEST', { errors: fieldErrorsOf(errors) }),
  });

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
