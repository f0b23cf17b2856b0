import type { Route } from '@huying/contracts';
import { headerParameters, parametersOf } from './parameters.js';
import { liveAnswer } from './live-answer.js';
import { problemResponses, problemSchema, problemsOf } from './problem-responses.js';
import { schemaPrefix, schemasOf, type SchemaObject } from './schemas.js';

export interface OpenApiDocument {
  readonly openapi: '3.1.0';
  readonly paths: Readonly<Record<string, Readonly<Record<string, object>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, SchemaObject>>; readonly [kind: string]: object };
  readonly [member: string]: unknown;
}

/** The API's document, from the rows that are served and the classes that check them: there is nothing else to keep in step. */
export function openApiDocument(rows: readonly Route[]): OpenApiDocument {
  const schemas = schemasOf(rows);
  const paths: Record<string, Record<string, object>> = {};
  for (const row of rows) (paths[row.path] ??= {})[row.method.toLowerCase()] = operationOf(row, schemas);
  return {
    openapi: '3.1.0',
    info: {
      title: 'Huying 呼应',
      version: '1',
      description: 'Requests of a neighbourhood, from the call to the answer, as events that can be replayed. 民有所呼，我有所应。',
    },
    servers: [{ url: '/' }],
    tags: [...new Set(rows.map(({ tag }) => tag))].sort().map((name) => ({ name })),
    paths,
    components: {
      schemas: { ...schemas, Problem: problemSchema },
      responses: problemResponses,
      parameters: headerParameters,
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
    },
  };
}

function operationOf(row: Route, schemas: Readonly<Record<string, SchemaObject>>): object {
  const body = requestBodyOf(row);
  return {
    operationId: row.id,
    summary: `${row.summary.en} ${row.summary.zh}`,
    tags: [row.tag],
    security: row.allow === 'public' ? [] : [{ bearer: [] }],
    'x-huying-roles': row.allow,
    'x-huying-service': row.service,
    ...(row.writes === undefined ? {} : { 'x-huying-writes': row.writes }),
    parameters: parametersOf(row, schemas),
    ...(body === undefined ? {} : { requestBody: body }),
    responses: {
      ...problemsOf(row),
      ...Object.fromEntries([row.status ?? 200, ...(row.sameAnswerAt ?? [])].map((status) => [String(status), answerOf(row)])),
      ...(row.shows === undefined ? {} : notModified),
    },
  };
}

function requestBodyOf({ body, bytesMax, bytesForm }: Route): object | undefined {
  if (bytesForm !== undefined)
    return { required: true, content: { 'application/json': { schema: { $ref: schemaPrefix + bytesForm.name } } } };
  if (bytesMax !== undefined) {
    return {
      required: true,
      description: `The file itself, at most ${bytesMax} bytes.`,
      content: { '*/*': { schema: { type: 'string', format: 'binary' } } },
    };
  }
  return body === undefined
    ? undefined
    : { required: true, content: { 'application/json': { schema: { $ref: schemaPrefix + body.name } } } };
}

/** Versions of streams by category, then the digest of a read's bytes: what stands in If-Match and If-None-Match. */
const etag = (example: string) => ({
  description:
    'The versions of the streams that the answer shows, as `category:version` joined by `;`; of a read, with a digest of its bytes.',
  schema: { type: 'string' },
  example,
});

const notModified = {
  304: { description: 'You have this answer already.', headers: { ETag: etag('"case:7;order:5;sB4pTMxZkIlDcNeZ2pYz3A"') } },
};

function answerOf(row: Route): object {
  const { answerTypes, records, writes, shows } = row;
  if (answerTypes?.includes('text/event-stream') === true) return liveAnswer;
  const seen = { description: 'How far the log had come: send it with your next call.', schema: { type: 'string' }, example: 'intake:121' };
  return {
    description: records ? 'Recorded. The ids, and the new version of the stream.' : 'What was asked for.',
    headers: {
      ...(records ? { 'Huying-Seen': seen } : {}),
      ...(writes === undefined ? {} : { ETag: etag(`"${writes}:8"`) }),
      ...(shows === undefined ? {} : { ETag: etag(`"${shows.map((category) => `${category}:7`).join(';')};sB4pTMxZkIlDcNeZ2pYz3A"`) }),
    },
    content: contentOf(row),
  };
}

function contentOf({ answerSchema = { type: 'object' }, answerTypes }: Route): object {
  if (answerTypes === undefined) return { 'application/json': { schema: answerSchema } };
  return Object.fromEntries(answerTypes.map((type) => [type, { schema: type === 'application/json' ? answerSchema : textOrBytes(type) }]));
}

const textOrBytes = (type: string): object =>
  type.startsWith('text/') || type === 'application/xml' ? { type: 'string' } : { type: 'string', format: 'binary' };
