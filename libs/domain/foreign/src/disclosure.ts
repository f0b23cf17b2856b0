import type { Secret } from '@huying/kernel';
import type { PreparedRow } from './foreign.decider.js';
import type { AboutCase, SourceFormat, SourceRow } from './source-row.js';

/** What disclosure needs from outside: hashes (the domain computes none) and who, what and where the row is. */
export interface DisclosureContext {
  readonly system: string;
  readonly format: SourceFormat;
  /** SHA-256 of the whole file, hex. */
  readonly file: string;
  readonly caseId: string;
  /** Hash of the row's content under the case's key. */
  readonly digest: string;
  /** A stable stand-in for a name: the same name has the same one, and nobody without the secret can tell whose it is. */
  pseudonymOf(name: string): string;
  /** SHA-256, hex. */
  sha256(text: string): string;
}

/** Room for `data` in an event of 16 KiB, after an envelope that never needs more than 2 KiB. */
const dataBytesMax = 14_000;
/** What sealing adds to a value: the names, key id, salt and commitment of the part. */
const sealedOverheadBytes = 300;

/**
 * Divides a row into what may stand in the clear and what is sealed under the case's key (DESIGN §9).
 * Clear: times, codes, plain identifiers (`Resource21`, `Group 4`), short labels. Sealed: the original text, free text, addresses,
 * columns unknown to this system, and every name, for which a pseudonym stands in the clear.
 */
export function discloseRow(row: SourceRow, context: DisclosureContext): PreparedRow {
  const names: Record<string, string> = {};
  const person = `case:${context.caseId}`;
  const named = (field: string, value: string | undefined): string | undefined => {
    if (value === undefined || isPlainIdentifier(value)) return value;
    names[field] = value;
    return context.pseudonymOf(value);
  };
  const labelled = (field: string, value: string | undefined, standIn?: string): string | undefined => {
    if (value === undefined || isLabel(value)) return value;
    names[field] = value;
    return standIn;
  };
  // In an event log a group may be named after its head; in Open311 it is an agency.
  const inGroup: Veil = row.kind === 'activity' ? named : labelled;

  const clear = {
    kind: row.kind,
    activity: labelled('activity', row.activity, `(${row.kind})`) ?? `(${row.kind})`,
    ...defined({
      transition: labelled('transition', row.transition),
      resource: named('resource', row.resource),
      group: inGroup('group', row.group),
      about: disclosedAbout(row.about, { named, labelled, inGroup }),
      links: row.links?.map((link) => ({
        kind: link.kind,
        case: link.case,
        caseId: link.caseId,
        ...defined({ service: labelled(`${link.case} service`, link.service), agency: labelled(`${link.case} agency`, link.agency) }),
      })),
    }),
  };

  const bytes = utf8Length(row.source);
  const room = dataBytesMax - utf8Length(JSON.stringify(clear)) - 1_200;
  const values = { ...row.personal, ...names };
  // As it is sealed, as JSON: a quotation mark takes two bytes there, a control character six.
  const keepsText = sealedLength(JSON.stringify({ text: row.source })) + sealedLength(JSON.stringify(values)) <= room;
  const personal = keepsText ? values : shortened(values, room - 600, context);
  const secrets: Secret[] = [
    { part: 'source', person, value: keepsText ? { text: row.source } : { sha256: context.sha256(row.source), bytes } },
    ...(Object.keys(personal).length === 0 ? [] : [{ part: 'personal', person, value: personal }]),
  ];
  return {
    at: row.at,
    secrets,
    activity: {
      system: context.system,
      case: row.case,
      row: row.identity,
      digest: context.digest,
      ...clear,
      provenance: {
        format: context.format,
        file: context.file,
        locator: row.locator,
        timeText: row.timeText,
        bytes,
        kept: keepsText ? 'text' : 'digest',
      },
    },
  };
}

type Veil = (field: string, value: string | undefined) => string | undefined;

interface Veils {
  readonly named: Veil;
  readonly labelled: Veil;
  readonly inGroup: Veil;
}

function disclosedAbout(from: AboutCase | undefined, { named, labelled, inGroup }: Veils): AboutCase | undefined {
  if (from === undefined) return undefined;
  const { openedAt, closedAt, deadline, plannedEnd } = from;
  // Member by member, never a spread: what is not named here stays out of the clear.
  return {
    ...defined({
      openedAt,
      closedAt,
      deadline,
      plannedEnd,
      channel: labelled('channel', from.channel),
      department: labelled('department', from.department),
      service: labelled('service', from.service),
      serviceCode: isCode(from.serviceCode) ? from.serviceCode : labelled('serviceCode', from.serviceCode),
      status: labelled('status', from.status),
      responsible: named('responsible', from.responsible),
      responsibleGroup: inGroup('responsibleGroup', from.responsibleGroup),
    }),
  };
}

/**
 * An identifier that names nobody: a word for a role or a place of work, with a number, or the stand-in for a name that an export of ours
 * has in its place. Everything else may be somebody's name.
 */
export function isPlainIdentifier(value: string): boolean {
  if (/^p-[0-9a-f]{16}$/.test(value)) return true;
  return /^(?:resource|group|user|role|team|unit|dept|department|desk|admin|system|test)[ _-]?\d{0,6}$/i.test(value);
}

/** A code of a catalogue: no spaces, so no words; and no number as long as a telephone's. */
const isCode = (value: string | undefined): boolean => value !== undefined && /^(?!.*\d{9})[A-Za-z0-9._-]{1,64}$/.test(value);

/** A short label, as activities, services and agencies have: no control character, no address of mail or web, no long number, 120 characters. */
export function isLabel(value: string): boolean {
  return value.length <= 120 && !/[\p{Cc}@]|:\/\/|\d{5,}/u.test(value);
}

/** Replaces the longest values by their digests until the part has room. */
function shortened(values: Readonly<Record<string, string>>, room: number, context: DisclosureContext): Record<string, Secret['value']> {
  const short: Record<string, Secret['value']> = { ...values };
  let plainBytes = plainRoom(room) - entryBytes('', '');
  const sizes = Object.entries(values).map(([field, value]) => ({ field, value, bytes: entryBytes(field, value) }));
  for (const { bytes } of sizes) plainBytes -= bytes;
  for (const { field, value, bytes } of sizes.sort((left, right) => right.bytes - left.bytes)) {
    if (plainBytes >= 0) return short;
    const digest = { sha256: context.sha256(value), bytes: utf8Length(value) };
    short[field] = digest;
    plainBytes += bytes - entryBytes(field, digest);
  }
  if (plainBytes >= 0) return short;
  // So many columns that even their digests do not fit: one digest stands for them all.
  const all = JSON.stringify(values);
  return { '*': { sha256: context.sha256(all), bytes: utf8Length(all) } };
}

/** Bytes of `"field":value,` in the JSON that is sealed. */
const entryBytes = (field: string, value: Secret['value']): number => utf8Length(JSON.stringify(field)) + utf8Length(JSON.stringify(value)) + 2;

const encoder = new TextEncoder();
const utf8Length = (text: string): number => encoder.encode(text).length;
const sealedLength = (text: string): number => Math.ceil(((utf8Length(text) + 32) * 4) / 3) + sealedOverheadBytes;
/** How many bytes of JSON make a sealed part of at most `room` bytes. */
const plainRoom = (room: number): number => Math.floor(((room - sealedOverheadBytes) * 3) / 4) - 32;

/** Without the members that are undefined: an event says nothing where there is nothing to say. */
function defined<Members extends object>(members: Members): { [Key in keyof Members]?: Exclude<Members[Key], undefined> } {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as {
    [Key in keyof Members]?: Exclude<Members[Key], undefined>;
  };
}
