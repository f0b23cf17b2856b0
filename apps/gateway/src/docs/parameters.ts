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
  IfMatch: header(
    'If-Match',
    '^(\\*|"[^"]+"( *, *"[^"]+")*)$',
    'Do it only if what it writes to is as you read it: the ETag of a read or write. Of the tag, the version of the stream that this ' +
      'operation writes to counts (`x-huying-writes`); other streams that it names are not compared. `*`: it must be there. ' +
      'Otherwise 412, and nothing is recorded. A repeat of what was done is answered as the first time, whatever the condition.',
    '"case:7;order:5"',
  ),
  IfNoneMatch: header(
    'If-None-Match',
    '^(\\*|(W/)?"[^"]*"( *, *(W/)?"[^"]*")*)$',
    'The ETag of the answer that you have: where it would be the same again, 304 without a body.',
    '"case:7;order:5;sB4pTMxZkIlDcNeZ2pYz3A"',
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
    ...(row.answerTypes?.includes('text/event-stream') === true ? ['LastEventId'] : []),
    ...(row.writes === undefined ? [] : ['IfMatch']),
    ...(row.shows === undefined ? [] : ['IfNoneMatch']),
  ];
  return [
    ...pathParameters(row),
    ...queryParameters(row, schemas),
    ...headers.map((name) => ({ $ref: `#/components/parameters/${name}` })),
  ];
}

const pathParameters = ({ path, takesRest }: Route): readonly object[] =>
  [...path.matchAll(/\{(\w+)\}/g)].map(([part, name]) => ({
    name,
    in: 'path',
    required: true,
    ...(takesRest === true && path.endsWith(part) ? { description: 'May hold slashes, which are sent as they are.' } : {}),
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
