import type { SealedPart } from '@huying/contracts';
import type { CaseRegistered, RevealableField } from '@huying/domain-case';
import { decodeRecorded, type DecodedEvent, type EventStore } from '@huying/event-store';
import type { Json } from '@huying/kernel';
import type { Opened, Privacy, Tombstone } from '@huying/privacy';
import { caseStream } from './case-streams.js';

/** A field's value; `null` where the resident gave none, or where his key has been destroyed. */
export type OpenedFields = Readonly<Partial<Record<RevealableField, string | null>>>;

export interface OpenedRegistration {
  readonly values: OpenedFields;
  /** What became of fields whose key has been destroyed; absent where none was. */
  readonly erased?: Tombstone;
}

/**
 * Opens what was sealed when a case was registered. It records nothing: callers MUST either have appended `PiiRevealed`, or give
 * away nothing but a mask or a comparison.
 */
export class RegistrationSecrets {
  constructor(
    private readonly store: Pick<EventStore, 'readStream'>,
    private readonly privacy: Pick<Privacy, 'openNamed'>,
  ) {}

  async open(caseId: string, fields: readonly RevealableField[]): Promise<OpenedRegistration> {
    const event = await this.registration(caseId);
    if (event === undefined) return { values: {} };
    const parts = new Map<string, Opened | undefined>();
    for (const part of new Set(fields.map(partOf))) parts.set(part, await this.part(event, part));
    const values = Object.fromEntries(fields.map((field) => [field, valueOf(field, parts.get(partOf(field)))]));
    const erased = [...parts.values()].find((opened) => opened?.kind === 'erased');
    return erased === undefined ? { values } : { values, erased: erased.tombstone };
  }

  private part({ envelope, data }: DecodedEvent<CaseRegistered>, part: string): Promise<Opened | undefined> {
    const { sealed } = data as { readonly sealed?: readonly SealedPart[] };
    return this.privacy.openNamed(sealed, part, { id: envelope.id, type: envelope.type, subject: envelope.subject });
  }

  private async registration(caseId: string): Promise<DecodedEvent<CaseRegistered> | undefined> {
    for await (const recorded of this.store.readStream(caseStream(caseId))) return decodeRecorded<CaseRegistered>(recorded);
    return undefined;
  }
}

const partOf = (field: RevealableField): string => (field === 'name' || field === 'phone' ? 'contact' : field);

function valueOf(field: RevealableField, opened: Opened | undefined): string | null {
  if (opened?.kind !== 'opened') return null;
  const { value: part } = opened;
  if (typeof part === 'string') return part;
  if (part === null || typeof part !== 'object') return null;
  const value: unknown = (part as Readonly<Record<string, Json>>)[field];
  return typeof value === 'string' ? value : null;
}
