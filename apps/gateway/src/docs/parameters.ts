import type { Route } from '@huying/contracts';
import type { SchemaObject } from './schemas.js';

/** Headers that any call may carry, as reusable components of the document. */
export const headerParameters = {
  HuyingRole: header(
    'Huying-Role',
    '^[A-Z]{2,3}$',
    'The role to act in, where you hold several. Left out: the first role of this operation that one of your posts gives.',
    'ACC',
  ),
  HuyingUnit: header('Huying-Unit', '^[A-Za-z0-9._~-]{1,64}$', 'The unit to act for, where you hold the role in several.', 'U-COM'),
  HuyingSeen: header(
    'Huying-Seen',
    '^[a-z0-9: ]{0,160}$',
    'The last Huying-Seen that you were answered: this call then sees all that you have done.',
    'intake:120 dispatch:87',
  ),
  LastEventId: header(
    'Last-Event-ID',
    '^[a-z0-9: ]{0,160}$',
    'The id of the last event that you have had: the stream goes on after it.',
    'intake:120 dispatch:87 volunteers:9',
  ),
  IdempotencyKey: {
    ...header(
      'Idempotency-Key',
      '^[A-Za-z0-9_-]{8,128}$',
      'A new value for each action, the same one when you retry it: however often it is sent, it is done once.',
      '0198f2d0-5c1e-7c3a-9d55-0c7c3a1e9b42',
    ),
    required: true,
  },
} as const;

function header(name: string, pattern: string, description: string, example: string) {
  return { name, in: 'header', required: false, description, schema: { type: 'string', pattern }, example };
}

/** The parameters of a row: those of its path, of its query class, and the headers that make sense on it. */
export function parametersOf(row: Route, schemas: Readonly<Record<string, SchemaObject>>): readonly object[] {
  const headers = [
    ...(row.records ? ['IdempotencyKey'] : []),
    ...(row.allow === 'public' ? [] : ['HuyingRole', 'HuyingUnit']),
    ...(row.service === 'gateway' ? [] : ['HuyingSeen']),
    ...(row.answerType === 'text/event-stream' ? ['LastEventId'] : []),
  ];
  return [
    ...pathParameters(row.path),
    ...queryParameters(row, schemas),
    ...headers.map((name) => ({ $ref: `#/components/parameters/${name}` })),
  ];
}

const pathParameters = (path: string): readonly object[] =>
  [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string', minLength: 1, maxLength: 200 },
  }));

function queryParameters({ query }: Route, schemas: Readonly<Record<string, SchemaObject>>): readonly object[] {
  if (query === undefined) return [];
  const schema = schemas[query.name] as { properties?: Record<string, object>; required?: readonly string[] } | undefined;
  return Object.entries(schema?.properties ?? {}).map(([name, property]) => ({
    name,
    in: 'query',
    required: schema?.required?.includes(name) ?? false,
    schema: property,
  }));
}
