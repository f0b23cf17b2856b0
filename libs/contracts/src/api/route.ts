import type { JsonSchema } from '../events/event-type.js';
import type { DeployableName } from '../services.js';

/** A class whose class-validator decorators are the contract of a body or query: strict, bounded in every field. */
export type Dto = new () => object;

/**
 * One operation of the public API. The gateway serves it, checks it and describes it (OpenAPI) from this row alone; the owning
 * service has a controller on the same method and path. Written once, in `<context>.routes.ts`.
 */
export interface Route {
  /** Stable operation id: `acceptCase`. */
  readonly id: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** OpenAPI form, starting with /v1: `/v1/cases/{caseId}/acceptance`. */
  readonly path: string;
  /** The last parameter of the path takes all that is left of it, slashes too. */
  readonly takesRest?: boolean;
  readonly service: DeployableName;
  /** Roles whose post gives the right; `anyone` = any signed-in person, `public` = no token. Deny by default: there is no third way. */
  readonly allow: readonly string[] | 'anyone' | 'public';
  readonly summary: { readonly en: string; readonly zh: string };
  readonly tag: string;
  /** Body class of a POST or PUT with JSON. */
  readonly body?: Dto;
  /** Query class of a GET. */
  readonly query?: Dto;
  /** The body is raw bytes (an uploaded file), at most this many; the handler reads Content-Type. */
  readonly bytesMax?: number;
  /** Class of a JSON body that travels as raw bytes, for it is larger than a form; the service checks it. */
  readonly bytesForm?: Dto;
  /** Records something, so `Idempotency-Key` is required. */
  readonly records: boolean;
  /** What a success answers with, closed in every object but those whose form is another document's business. */
  readonly answerSchema?: JsonSchema;
  /** Media types of the answer where it is not JSON: `text/event-stream`, those that a file may have. */
  readonly answerTypes?: readonly string[];
  /** The answer is as long as what was asked for: passed on as it is made, as fast as its reader takes it, and never held whole. */
  readonly streams?: boolean;
  readonly status?: number;
  /** Further statuses with which the same answer comes, in place of a problem: readiness tells with 503 what is not ready. */
  readonly sameAnswerAt?: readonly number[];
  /**
   * Category of the one stream that a write on something that is there already appends to, `case`: such a write takes `If-Match`.
   * What a call opens itself has no version yet that anybody could have read.
   */
  readonly writes?: string;
  /** Categories of the streams whose versions the answer of a read shows in its `ETag`; such a read takes `If-None-Match`. */
  readonly shows?: readonly string[];
}

export function defineRoutes<const R extends readonly Route[]>(...routes: R): R {
  return routes;
}
