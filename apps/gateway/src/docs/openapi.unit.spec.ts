import { eventTypes, logRoutes, routes } from '@huying/contracts';
import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, it } from 'vitest';
import { demoRoutes, ownRoutes } from '../own-routes.js';
import { openApiDocument } from './openapi.js';
import { sharedNames } from './schemas.js';

const rows = [...routes, ...logRoutes(false), ...ownRoutes, ...demoRoutes];
const document = openApiDocument(rows);
const operations = Object.values(document.paths).flatMap((path) => Object.values(path)) as {
  operationId: string;
  responses: Record<string, { $ref?: string; content?: object }>;
  requestBody?: { content: Record<string, { schema: { $ref?: string } }> };
  parameters: { $ref?: string; name?: string; in?: string }[];
}[];

describe('the API document', () => {
  it('is OpenAPI 3.1 by its official schema', async () => {
    const validator = new Validator();
    const result = await validator.validate(structuredClone(document));

    expect(result.errors ?? []).toStrictEqual([]);
    expect(result.valid).toBe(true);
    expect(validator.version).toBe('3.1');
  });

  it('describes every route that is served, each under one name', () => {
    expect(operations.map(({ operationId }) => operationId).sort()).toStrictEqual(rows.map(({ id }) => id).sort());
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
    expect(new Set(rows.map(({ method, path }) => `${method} ${path}`)).size).toBe(rows.length);
  });

  it('resolves every reference', () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, path]) => path ?? '');
    expect(references.length).toBeGreaterThan(0);
    for (const path of references) {
      const found = path.split('/').reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], document);
      expect(found, path).toBeDefined();
    }
  });

  it('says of every operation what can go wrong, with an example of each answer', () => {
    const { responses } = document.components as unknown as {
      responses: Record<string, { content: Record<string, { examples: Record<string, { value: { code: string; detailZh: string } }> }> }>;
    };
    for (const { operationId, responses: answers } of operations) {
      expect(Object.keys(answers), operationId).toEqual(expect.arrayContaining(['400', '429', '500', '503']));
    }
    for (const { content } of Object.values(responses)) {
      for (const [code, { value }] of Object.entries(content['application/problem+json']?.examples ?? {})) {
        expect(value.code).toBe(code);
        expect(value.detailZh).toMatch(/\p{Script=Han}/u);
      }
    }
  });

  it('asks for an idempotency key on every route that records something, and on no other', () => {
    for (const row of rows) {
      const operation = operations.find(({ operationId }) => operationId === row.id);
      const asks = operation?.parameters.some(({ $ref }) => $ref === '#/components/parameters/IdempotencyKey');
      expect(asks, row.id).toBe(row.records);
    }
  });

  it('offers a condition on every write to what is there already, and on every read that shows a version', () => {
    for (const row of rows) {
      const operation = operations.find(({ operationId }) => operationId === row.id);
      const offers = (name: string) => operation?.parameters.some(({ $ref }) => $ref === `#/components/parameters/${name}`);
      expect([offers('IfMatch'), offers('IfNoneMatch')], row.id).toEqual([row.writes !== undefined, row.shows !== undefined]);
      expect(Object.keys(operation?.responses ?? {}).includes('412'), row.id).toBe(row.writes !== undefined);
      expect(Object.keys(operation?.responses ?? {}).includes('304'), row.id).toBe(row.shows !== undefined);
      if (row.writes !== undefined) expect(row.records, row.id).toBe(true);
    }
  });

  it('names streams that this service owns', () => {
    const owner = new Map([...eventTypes.values()].map((type) => [type.category, type.owner]));
    for (const { id, writes, service } of rows) if (writes !== undefined) expect(owner.get(writes), id).toBe(service);
  });

  it('says what every success answers with', () => {
    const bare = rows.filter(({ answerSchema, answerTypes }) => answerSchema === undefined && answerTypes === undefined);
    expect(bare.map(({ id }) => id)).toStrictEqual([]);
  });

  it('says that readiness is told in one form, whether ready or not', () => {
    const responses = operations.find(({ operationId }) => operationId === 'readReadiness')?.responses ?? {};
    expect(responses['503']).toStrictEqual(responses['200']);
    expect(responses['200']?.content).toHaveProperty(
      ['application/json', 'schema', 'required'],
      ['ready', 'degraded', 'checks', 'services'],
    );
  });

  it('says of a file, a signed note and a stream of events what they are, and of every other success that it is JSON', () => {
    const typesOf = ({ responses }: (typeof operations)[number]) =>
      Object.keys(Object.entries(responses).find(([status]) => status.startsWith('2'))?.[1].content ?? {});
    const json = operations.filter((operation) => typesOf(operation).join() === 'application/json');
    const others = operations
      .filter((operation) => !json.includes(operation))
      .map((operation) => [operation.operationId, typesOf(operation)]);
    expect(Object.fromEntries(others)).toStrictEqual({
      downloadEvidence: ['image/jpeg', 'image/png', 'image/webp', 'application/pdf'],
      exportOcel: ['application/json', 'application/gzip'],
      exportXes: ['application/xml', 'application/gzip'],
      followChanges: ['text/event-stream'],
      readLogCheckpoint: ['text/plain'],
      readLogEntries: ['application/octet-stream'],
      readLogTile: ['application/octet-stream'],
      takeAuditPack: ['application/zip'],
    });
  });

  it('gives the body of an import a schema', () => {
    const body = operations.find(({ operationId }) => operationId === 'importRows')?.requestBody;
    expect(body?.content['application/json']?.schema.$ref).toBe('#/components/schemas/ImportRowsBody');
  });

  it('has a name of its own for every class', () => {
    expect(sharedNames(rows)).toStrictEqual([]);
  });
});

describe('a form', () => {
  const schemas = Object.entries(document.components.schemas).filter(([name]) => name !== 'Problem');

  it('refuses unknown fields', () => {
    for (const [name, schema] of schemas) expect(schema['additionalProperties'], name).toBe(false);
  });
});
