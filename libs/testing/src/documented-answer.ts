import { routes, type Route } from '@huying/contracts';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';

const ajv = new Ajv2020({ strict: true, allErrors: true });
const compiled = new Map<Route, ValidateFunction>();

/**
 * Holds an answer of a running service to what the API document says of it. Specs call it on every answer, so that the document cannot
 * drift from what is sent.
 *
 * @throws where an answer with the status of success has another form than its row's `answerSchema`.
 */
export function expectDocumented(method: string, url: string, status: number, body: unknown): void {
  const row = rowOf(method, url.split('?', 1)[0] ?? '');
  if (row?.answerSchema === undefined || status !== (row.status ?? 200)) return;
  const validate = compiled.get(row) ?? ajv.compile(row.answerSchema);
  compiled.set(row, validate);
  if (!validate(body)) throw new Error(`${row.id} answered otherwise than documented: ${ajv.errorsText(validate.errors)}`);
}

/** The row of an address; of two that fit, the one with fewer parameters: `/v1/volunteers/me` is nobody's id. */
function rowOf(method: string, path: string): Route | undefined {
  const parameters = ({ path: pattern }: Route): number => pattern.split('{').length;
  return routes.filter((row) => row.method === method && fits(row, path)).sort((one, other) => parameters(one) - parameters(other))[0];
}

const fits = ({ path: pattern }: Route, path: string): boolean =>
  new RegExp(`^${pattern.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(path);
