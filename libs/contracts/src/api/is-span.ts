import { ValidateBy } from 'class-validator';

const timeForm = /^([01]\d|2[0-4]):[0-5]\d$/;

/** Every entry is a pair of times of day: `["08:30", "12:00"]`. */
export const IsSpan = (): PropertyDecorator =>
  ValidateBy({
    name: 'isSpan',
    validator: {
      validate: (spans: unknown) =>
        Array.isArray(spans) &&
        spans.every(
          (span: unknown) =>
            Array.isArray(span) && span.length === 2 && span.every((time: unknown) => typeof time === 'string' && timeForm.test(time)),
        ),
      defaultMessage: (fault) => `${fault?.property ?? 'spans'} must be pairs of times, such as ["08:30", "12:00"]`,
    },
  });
