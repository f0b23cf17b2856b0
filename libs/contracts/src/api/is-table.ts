import { ValidateBy } from 'class-validator';

/** An object used as a table: how its keys look, how many there may be, and what each value must be. */
export interface TableForm {
  readonly keys: RegExp;
  readonly entriesMax: number;
  readonly value: (value: unknown) => boolean;
  /** Completes the sentence "each value must be …". */
  readonly values: string;
}

/** Bounds an object whose keys are data (a timer table), which a nested class cannot. */
export const IsTable = ({ keys, entriesMax, value, values }: TableForm): PropertyDecorator =>
  ValidateBy({
    name: 'isTable',
    validator: {
      validate: (table: unknown) =>
        typeof table === 'object' &&
        table !== null &&
        !Array.isArray(table) &&
        Object.keys(table).length <= entriesMax &&
        Object.entries(table).every(([key, entry]) => keys.test(key) && value(entry)),
      defaultMessage: (fault) =>
        `${fault?.property ?? 'table'} must be an object of at most ${String(entriesMax)} keys like ${keys.source}; each value must be ${values}`,
    },
  });
