import type { Dto, Route } from '@huying/contracts';
// The registry of @Type decorators, which class-transformer does not export by its main file.
import { defaultMetadataStorage } from 'class-transformer/cjs/storage.js';
import { validationMetadatasToSchemas } from 'class-validator-jsonschema';

export interface SchemaObject {
  readonly [keyword: string]: unknown;
}

export const schemaPrefix = '#/components/schemas/';

/** JSON Schemas of every form that the rows name, and of the classes inside them. */
export function schemasOf(rows: readonly Route[]): Readonly<Record<string, SchemaObject>> {
  const all = validationMetadatasToSchemas({ classTransformerMetadataStorage: defaultMetadataStorage, refPointerPrefix: schemaPrefix });
  const wanted = new Map<string, SchemaObject>();
  const take = (name: string): void => {
    const schema = all[name];
    if (wanted.has(name) || schema === undefined) return;
    // Forms refuse what they do not name, and the document says so.
    wanted.set(name, { ...withoutBuiltIns({ ...schema }), additionalProperties: false });
    for (const inner of namesIn(schema)) take(inner);
  };
  for (const { body, bytesForm, query } of rows) {
    for (const dto of [body, bytesForm, query]) if (dto !== undefined) take(dto.name);
  }
  return Object.fromEntries([...wanted].sort(([one], [other]) => one.localeCompare(other)));
}

/** Two classes of one name would share a schema; the last to be loaded would win in silence. */
export function sharedNames(rows: readonly Route[]): readonly string[] {
  const classes = new Map<string, Set<Dto>>();
  for (const dto of rows.flatMap(({ body, bytesForm, query }) => [body, bytesForm, query])) {
    if (dto !== undefined) classes.set(dto.name, (classes.get(dto.name) ?? new Set()).add(dto));
  }
  return [...classes].filter(([, { size }]) => size > 1).map(([name]) => name);
}

/** JavaScript's own classes, to which a custom check on a field of no class of ours is taken to refer. */
const builtIns: Readonly<Record<string, SchemaObject>> = {
  Array: { type: 'array' },
  Object: { type: 'object' },
  String: { type: 'string' },
  Number: { type: 'number' },
  Boolean: { type: 'boolean' },
};

function withoutBuiltIns(schema: SchemaObject): SchemaObject {
  const { $ref, ...rest } = schema;
  const builtIn = typeof $ref === 'string' ? builtIns[$ref.slice(schemaPrefix.length)] : undefined;
  const own = builtIn === undefined ? schema : { ...builtIn, ...rest };
  return Object.fromEntries(Object.entries(own).map(([key, value]) => [key, isSchema(value) ? withoutBuiltIns(value) : value]));
}

const isSchema = (value: unknown): value is SchemaObject => typeof value === 'object' && value !== null && !Array.isArray(value);

function namesIn(schema: unknown): readonly string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  return Object.entries(schema).flatMap(([key, value]) =>
    key === '$ref' && typeof value === 'string' ? [value.slice(schemaPrefix.length)] : namesIn(value),
  );
}
