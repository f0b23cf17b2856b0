import { routes, type Route } from '@huying/contracts';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';

/** As much of an HTTP answer as the API document speaks of. */
export interface AnswerAsSent {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, unknown>>;
  /** As text; not looked at where it is no JSON. */
  readonly body: string;
}

const ajv = new Ajv2020({ strict: true, allErrors: true });
const compiled = new Map<Route, ValidateFunction>();

/**
 * Holds an answer of a running service to what the API document says of it. Specs call it on every answer, so that the document cannot
 * drift from what is sent. Of refusals it says nothing.
 *
 * @param rows those of the document; the gateway's own are not among the services'.
 * @throws where a success comes from an address, with a status, in a media type or in a form that the document does not name.
 */
export function expectDocumented(method: string, url: string, answer: AnswerAsSent, rows: readonly Route[] = routes): void {
  const { statusCode } = answer;
  const row = rowOf(rows, method, url.split('?', 1)[0] ?? '');
  const documented = row === undefined ? [] : [row.status ?? 200, ...(row.sameAnswerAt ?? [])];
  if (row === undefined || !documented.includes(statusCode)) {
    if (statusCode < 300) throw new Error(`${method} ${url} answered ${String(statusCode)}, which is not documented`);
    return;
  }
  const { id, answerTypes = ['application/json'], answerSchema } = row;
  const type = mediaTypeOf(answer);
  if (!answerTypes.includes(type)) throw new Error(`${id} answered ${type}, documented as ${answerTypes.join(', ')}`);
  if (answerSchema === undefined) return;
  const validate = compiled.get(row) ?? ajv.compile(answerSchema);
  compiled.set(row, validate);
  if (!validate(JSON.parse(answer.body))) throw new Error(`${id} answered otherwise than documented: ${ajv.errorsText(validate.errors)}`);
}

/** Without parameters: `application/json`. */
const mediaTypeOf = ({ headers }: AnswerAsSent): string => {
  const type = headers['content-type'];
  return typeof type === 'string' ? (type.split(';', 1)[0] ?? '') : 'nothing';
};

/** The row of an address; of two that fit, the one with fewer parameters: `/v1/volunteers/me` is nobody's id. */
function rowOf(rows: readonly Route[], method: string, path: string): Route | undefined {
  const parameters = ({ path: pattern }: Route): number => pattern.split('{').length;
  return rows.filter((row) => row.method === method && fits(row, path)).sort((one, other) => parameters(one) - parameters(other))[0];
}

function fits({ path: pattern, takesRest }: Route, path: string): boolean {
  const literal = pattern.replaceAll('.', '\\.');
  const whole = takesRest === true ? literal.replace(/\{\w+\}$/, '.+') : literal;
  return new RegExp(`^${whole.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(path);
}
