import type { JsonSchema } from '../events/event-type.js';

/** An object with exactly these members. Those of `optional` may be missing; none may be more. */
export const closed = (properties: Readonly<Record<string, JsonSchema>>, optional: readonly string[] = []): JsonSchema => ({
  type: 'object',
  properties,
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
  additionalProperties: false,
});

export const text: JsonSchema = { type: 'string' };
export const flag: JsonSchema = { type: 'boolean' };
/** A span in milliseconds, which may be negative. */
export const span: JsonSchema = { type: 'integer' };
/** A number of things, or a version: 0 and up. */
export const count: JsonSchema = { type: 'integer', minimum: 0 };
export const oneOf = (values: readonly string[]): JsonSchema => ({ type: 'string', enum: [...values] });
export const orNull = (schema: JsonSchema): JsonSchema => ({ anyOf: [schema, { type: 'null' }] });
/** Keyed by names that are data. */
export const tableOf = (values: JsonSchema): JsonSchema => ({ type: 'object', additionalProperties: values });
/** Whatever was recorded: its form is another document's business. */
export const open: JsonSchema = { type: 'object' };
export const anything: JsonSchema = {};
export const listOf = (items: JsonSchema): JsonSchema => ({ type: 'array', items });

/** A page of a list; `nextCursor` is absent on the last one. */
export const pageOf = (item: JsonSchema, more: Readonly<Record<string, JsonSchema>> = {}): JsonSchema =>
  closed({ items: listOf(item), nextCursor: text, ...more }, ['nextCursor']);

/** The answer of a write: the ids that the caller needs next, and the version of the stream that it wrote to. */
export const written = (ids: Readonly<Record<string, JsonSchema>>, optional: readonly string[] = []): JsonSchema =>
  closed({ ...ids, version: { type: 'integer', minimum: 1 } }, optional);
