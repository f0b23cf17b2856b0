import type { Dto, Route } from '@huying/contracts';
import { createFormCheck, edgeProblem } from '@huying/platform-nest';

const check = createFormCheck();

/**
 * Checks a call's query and body against the classes of its row; the service does so again, for it trusts the gateway with who calls,
 * not with what is said.
 *
 * @throws INVALID_REQUEST with every field at fault.
 */
export async function checkForm(
  { body, query, bytesMax }: Pick<Route, 'body' | 'query' | 'bytesMax'>,
  given: { readonly body: unknown; readonly query: unknown },
): Promise<void> {
  if (query === undefined) refuseFields(given.query);
  else await checkAgainst(query, given.query, 'query');
  if (bytesMax !== undefined) {
    if (given.body === undefined)
      throw edgeProblem('INVALID_REQUEST', { errors: [{ field: 'body', message: 'must be the bytes of a file' }] });
    return;
  }
  if (body !== undefined) await checkAgainst(body, given.body, 'body');
  else if (given.body !== undefined)
    throw edgeProblem('INVALID_REQUEST', { errors: [{ field: 'body', message: 'this address takes none' }] });
}

async function checkAgainst(form: Dto, value: unknown, type: 'body' | 'query'): Promise<void> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw edgeProblem('INVALID_REQUEST', { errors: [{ field: type, message: 'must be a JSON object' }] });
  }
  await check.transform(value, { type, metatype: form });
}

/** A query on a row without one: every field is unknown. */
function refuseFields(query: unknown): void {
  const errors = Object.keys(query ?? {}).map((field) => ({ field, message: `property ${field} should not exist` }));
  if (errors.length > 0) throw edgeProblem('INVALID_REQUEST', { errors });
}
