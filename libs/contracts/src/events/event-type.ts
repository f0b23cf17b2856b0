import type { ServiceName } from '../services.js';

/** A JSON Schema (draft 2020-12) of an event's `data`. `sealed` and `breaches` are allowed on every type and not repeated in it. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** One type of event: who owns it, where it lives, what it carries (DESIGN §1, invariant 4; §3). */
export interface EventType {
  /** `CaseRegistered` */
  readonly name: string;
  /** `case`: the middle of the CloudEvents type. */
  readonly context: string;
  readonly version: number;
  /** The one service that appends it. */
  readonly owner: ServiceName;
  /** The stream category, without the hyphen: `case` for `case-<id>`. */
  readonly category: string;
  /** Chinese name for people. */
  readonly zh: string;
  /** A reference type (policy, calendar, directory, catalogue): a consumer that cannot apply it stops instead of parking (DESIGN §5). */
  readonly reference: boolean;
  readonly data: JsonSchema;
  /** `cn.huying.case.CaseRegistered.v1` */
  readonly type: string;
}

interface ContextOf {
  readonly context: string;
  readonly owner: ServiceName;
  readonly category: string;
  readonly reference?: boolean;
}
interface Definition {
  readonly zh: string;
  readonly version?: number;
  readonly data: JsonSchema;
}

/** Declares the event types of one context. The keys are the facts' names. */
export function defineEventTypes<Name extends string>(
  of: ContextOf,
  definitions: Readonly<Record<Name, Definition>>,
): Readonly<Record<Name, EventType>> {
  const types: Record<string, EventType> = {};
  for (const [name, definition] of Object.entries<Definition>(definitions)) {
    const version = definition.version ?? 1;
    types[name] = {
      name,
      context: of.context,
      owner: of.owner,
      category: of.category,
      reference: of.reference ?? false,
      version,
      zh: definition.zh,
      data: definition.data,
      type: `cn.huying.${of.context}.${name}.v${String(version)}`,
    };
  }
  return types as Readonly<Record<Name, EventType>>;
}
