import { edgeProblems, type EdgeProblemCode, type Problem, type Route } from '@huying/contracts';
import { problemBodyOf, ProblemException } from '@huying/platform-nest';

const exampleCorrelationId = '0198f2d0-5c1e-7c3a-9d55-0c7c3a1e9b42';

/** What each status can mean before a rule of the domain is asked. */
const codesOf = {
  400: ['INVALID_REQUEST', 'MALFORMED_JSON', 'IDEMPOTENCY_KEY_REQUIRED', 'IDEMPOTENCY_KEY_INVALID', 'INVALID_CURSOR'],
  401: ['UNAUTHENTICATED', 'TOKEN_INVALID'],
  403: ['NOT_ALLOWED', 'ROLE_NOT_HELD'],
  404: ['NOT_FOUND'],
  409: ['CONCURRENT_CHANGE'],
  412: ['VERSION_CHANGED'],
  413: ['BODY_TOO_LARGE'],
  415: ['UNSUPPORTED_MEDIA_TYPE'],
  422: ['IDEMPOTENCY_MISMATCH'],
  429: ['TOO_MANY_REQUESTS', 'TOO_MANY_STREAMS'],
  500: ['INTERNAL_ERROR'],
  503: ['SERVICE_UNAVAILABLE', 'READ_BEHIND'],
} as const satisfies Record<number, readonly EdgeProblemCode[]>;

type Status = keyof typeof codesOf;
const statuses = Object.keys(codesOf).map(Number) as Status[];

export const problemSchema = {
  type: 'object',
  description: 'RFC 9457. `code` is stable and for programs; `detail` and `detailZh` are for people.',
  required: ['type', 'title', 'status', 'code', 'detail', 'detailZh'],
  properties: {
    type: { type: 'string', format: 'uri' },
    title: { type: 'string' },
    status: { type: 'integer', minimum: 400, maximum: 599 },
    code: { type: 'string', pattern: '^[A-Z][A-Z0-9_]+$' },
    detail: { type: 'string' },
    detailZh: { type: 'string' },
    instance: { type: 'string', format: 'uri' },
    errors: {
      type: 'array',
      items: { type: 'object', required: ['field', 'message'], properties: { field: { type: 'string' }, message: { type: 'string' } } },
    },
    details: { type: 'object' },
  },
} as const;

/** One reusable answer per status, with an example of each code. */
export const problemResponses = Object.fromEntries(
  statuses.map((status) => [
    `Problem${status}`,
    {
      description: codesOf[status].map((code) => `${code}: ${edgeProblems[code].en}`).join('; '),
      content: {
        'application/problem+json': {
          schema: { $ref: '#/components/schemas/Problem' },
          examples: Object.fromEntries(codesOf[status].map((code) => [code, { value: exampleOf(code) }])),
        },
      },
    },
  ]),
);

function exampleOf(code: EdgeProblemCode): object {
  const problem: Problem = edgeProblems[code];
  const context =
    code === 'INVALID_REQUEST' ? { errors: [{ field: 'words', message: 'words must be shorter than or equal to 4000 characters' }] } : {};
  return problemBodyOf(new ProblemException(code, problem, context), exampleCorrelationId);
}

/** The problems that an operation can be answered with. */
export function problemsOf(row: Route): Readonly<Record<string, { readonly $ref: string }>> {
  const takesBody = row.body !== undefined || row.bytesMax !== undefined;
  const applies: Record<Status, boolean> = {
    400: true,
    401: row.allow !== 'public',
    403: row.allow !== 'public',
    404: true,
    409: row.records,
    412: row.writes !== undefined,
    413: takesBody,
    415: takesBody && row.bytesMax === undefined,
    422: row.records,
    429: true,
    500: true,
    503: true,
  };
  return Object.fromEntries(
    statuses.filter((status) => applies[status]).map((status) => [String(status), { $ref: `#/components/responses/Problem${status}` }]),
  );
}
