import type { IncomingHttpHeaders } from 'node:http';
import type { Route } from '@huying/contracts';
import type { StreamCondition } from '@huying/event-store';
import { edgeProblem } from '@huying/platform-nest';
import { conditionOf, ifNoneMatchFault } from './conditions.js';

const idempotencyKeyForm = /^[A-Za-z0-9_-]{8,128}$/;
const traceparentForm = /^00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/;
const uuidForm = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Headers of ours with a form, and what to say of one that does not have it. */
const forms = {
  'huying-role': { form: /^[A-Z]{2,3}$/, message: 'must be a role, such as ACC' },
  'huying-unit': { form: /^[A-Za-z0-9._~-]{1,64}$/, message: 'must be the id of a unit' },
  'huying-channel': { form: /^[a-z][a-z0-9-]{0,31}$/, message: 'must be a channel, such as hotline' },
  'huying-device': { form: /^[A-Za-z0-9._-]{1,64}$/, message: 'must be the id of a device' },
  'huying-seen': { form: /^(?:[a-z]{1,16}:\d{1,15}(?: |$)){0,8}$/, message: 'must be a list of `service:position`, separated by spaces' },
} as const;

/** What a caller may say about his call beside its body. All of it is optional but the key of a call that records something. */
export interface CallHeaders {
  readonly idempotencyKey?: string;
  readonly role?: string;
  readonly unit?: string;
  readonly channel?: string;
  readonly device?: string;
  readonly seen?: string;
  /** Of a write: `If-Match`. `If-None-Match` concerns the answer alone and goes no further than the gateway. */
  readonly condition?: StreamCondition;
}

/** @throws IDEMPOTENCY_KEY_REQUIRED, IDEMPOTENCY_KEY_INVALID, or INVALID_REQUEST naming the headers at fault. */
export function readCallHeaders(headers: IncomingHttpHeaders, route: Pick<Route, 'records' | 'method' | 'writes'>): CallHeaders {
  const errors: { field: string; message: string }[] = Object.entries(forms).flatMap(([name, { form, message }]) => {
    const value = single(headers[name]);
    return value === undefined || form.test(value) ? [] : [{ field: name, message }];
  });
  const condition = conditionOf(headers, route);
  if (condition !== undefined && 'message' in condition) errors.push(condition);
  const unreadable = ifNoneMatchFault(headers, route);
  if (unreadable !== undefined) errors.push(unreadable);
  if (errors.length > 0) throw edgeProblem('INVALID_REQUEST', { errors });
  const given = {
    idempotencyKey: route.records ? idempotencyKeyOf(headers) : undefined,
    role: single(headers['huying-role']),
    unit: single(headers['huying-unit']),
    channel: single(headers['huying-channel']),
    device: single(headers['huying-device']),
    seen: single(headers['huying-seen']),
    condition,
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

function idempotencyKeyOf(headers: IncomingHttpHeaders): string {
  const key = single(headers['idempotency-key']);
  if (key === undefined) throw edgeProblem('IDEMPOTENCY_KEY_REQUIRED');
  if (!idempotencyKeyForm.test(key)) throw edgeProblem('IDEMPOTENCY_KEY_INVALID');
  return key;
}

/** The caller's own trace, where it is one (W3C Trace Context); a malformed one is ignored, as the standard asks. */
export function traceparentOf(headers: IncomingHttpHeaders): string | undefined {
  const value = single(headers['traceparent']);
  return value !== undefined && traceparentForm.test(value) ? value : undefined;
}

/** The caller's own correlation id, where it is a UUID: the console ties several calls of one action together by it. */
export function correlationIdOf(headers: IncomingHttpHeaders): string | undefined {
  const value = single(headers['huying-correlation-id']);
  return value !== undefined && uuidForm.test(value) ? value.toLowerCase() : undefined;
}

/** Node joins repeated headers of ours by a comma, which no form lets through. */
const single = (value: string | string[] | undefined): string | undefined => (Array.isArray(value) ? value.join(',') : value);
