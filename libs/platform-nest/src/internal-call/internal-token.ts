import { createHash, randomBytes, sign, verify, type KeyObject } from 'node:crypto';
import type { StreamCondition } from '@huying/event-store';
import type { Role } from '@huying/kernel';
import type { Caller } from './caller.js';
import { isVouchedFor } from './vouched-tokens.js';

/** Seconds that a token is good for. */
export const internalTokenSeconds = 30;
/** Clocks of two machines may differ by so much. */
const skewSeconds = 5;

/** One call that a token is good for: to this service, this address, with these bytes. */
export interface InternalCall {
  readonly audience: string;
  readonly method: string;
  /** Path and query as sent. */
  readonly path: string;
  readonly body: Buffer | undefined;
}

/** The claims, with the short names of JWT where it has one. */
interface Claims {
  readonly iss: string;
  readonly aud: string;
  readonly iat: number;
  readonly exp: number;
  readonly jti: string;
  readonly sub: string;
  readonly role: Role;
  readonly unit?: string;
  readonly area?: string;
  readonly obo?: string;
  readonly htm: string;
  readonly htu: string;
  /** SHA-256 of the body, base64url. */
  readonly bdg: string;
  readonly cid: string;
  readonly idk?: string;
  readonly chn?: string;
  readonly dev?: string;
  readonly seen?: string;
  readonly tpt?: string;
  readonly cnd?: StreamCondition;
}

const issuer = 'huying-gateway';
const header = Buffer.from('{"alg":"EdDSA","typ":"huying-internal+jwt"}').toString('base64url');
const noBody = digestOf(Buffer.alloc(0));

function digestOf(body: Buffer): string {
  return createHash('sha256').update(body).digest('base64url');
}

/** When a token was made, and its id. */
interface Made {
  readonly now: number;
  readonly id: string;
}

/** Signs one call (a JWS in compact form, Ed25519). Only the gateway holds the key (DESIGN §2). */
export function signInternalCall(key: KeyObject, call: InternalCall, caller: Caller, made: Made): string {
  const signed = claimsText(call, caller, made);
  return `${signed}.${sign(null, Buffer.from(signed), key).toString('base64url')}`;
}

/**
 * A token for a call within this process, good only while the process vouches for it (see {@link vouchingFor}). In place of a signature,
 * which nobody would verify, stand 256 random bits, so that its text can be guessed no better than one.
 */
export function internalCallToVouchFor(call: InternalCall, caller: Caller, made: Made): string {
  return `${claimsText(call, caller, made)}.${randomBytes(32).toString('base64url')}`;
}

function claimsText(call: InternalCall, caller: Caller, made: Made): string {
  const seconds = Math.floor(made.now / 1000);
  const { actor } = caller;
  const claims = {
    iss: issuer,
    aud: call.audience,
    iat: seconds,
    exp: seconds + internalTokenSeconds,
    jti: made.id,
    sub: actor.person,
    role: actor.role,
    unit: actor.unit,
    area: actor.area,
    obo: actor.onBehalfOf,
    htm: call.method,
    htu: call.path,
    bdg: call.body === undefined ? noBody : digestOf(call.body),
    cid: caller.correlationId,
    idk: caller.idempotencyKey,
    chn: caller.channel,
    dev: caller.device,
    seen: caller.seen,
    tpt: caller.traceparent,
    cnd: caller.condition,
  };
  return `${header}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}`;
}

/** A token whose signature, audience, time, method and path hold. The body is checked when it has been read. */
export interface AcceptedToken {
  readonly id: string;
  /** Epoch milliseconds. */
  readonly expiresAt: number;
  readonly caller: Caller;
  matchesBody(body: Buffer | undefined): boolean;
}

/** Judges a token for a call; undefined where anything at all is wrong with it. Nothing of an unsigned text is believed. */
export function acceptInternalToken(
  key: KeyObject,
  token: string,
  call: Omit<InternalCall, 'body'>,
  now: number,
): AcceptedToken | undefined {
  const claims = verifiedClaims(key, token);
  if (claims === undefined) return undefined;
  const seconds = now / 1000;
  const inTime = claims.iat <= seconds + skewSeconds && seconds < claims.exp && claims.exp - claims.iat <= internalTokenSeconds;
  const isForThisCall = claims.iss === issuer && claims.aud === call.audience && claims.htm === call.method && claims.htu === call.path;
  if (!inTime || !isForThisCall) return undefined;
  return {
    id: claims.jti,
    expiresAt: claims.exp * 1000,
    caller: callerOf(claims),
    matchesBody: (body) => (body === undefined ? noBody : digestOf(body)) === claims.bdg,
  };
}

function verifiedClaims(key: KeyObject, token: string): Claims | undefined {
  const end = token.lastIndexOf('.');
  // The header is compared, not interpreted: a token cannot choose its own algorithm.
  if (!token.startsWith(`${header}.`) || end <= header.length) return undefined;
  const signed = token.slice(0, end);
  if (!isVouchedFor(token, key) && !isSignature(key, signed, token.slice(end + 1))) return undefined;
  return JSON.parse(Buffer.from(signed.slice(header.length + 1), 'base64url').toString('utf8')) as Claims;
}

function isSignature(key: KeyObject, signed: string, text: string): boolean {
  const signature = Buffer.from(text, 'base64url');
  // The last character's spare bits would give one signature several texts.
  return signature.toString('base64url') === text && verify(null, Buffer.from(signed), key, signature);
}

function callerOf(claims: Claims): Caller {
  const { unit, area, obo, idk, chn, dev, seen, tpt, cnd } = claims;
  return {
    actor: {
      person: claims.sub,
      role: claims.role,
      ...(unit === undefined ? {} : { unit }),
      ...(area === undefined ? {} : { area }),
      ...(obo === undefined ? {} : { onBehalfOf: obo }),
    },
    correlationId: claims.cid,
    ...(idk === undefined ? {} : { idempotencyKey: idk }),
    ...(chn === undefined ? {} : { channel: chn }),
    ...(dev === undefined ? {} : { device: dev }),
    ...(seen === undefined ? {} : { seen }),
    ...(tpt === undefined ? {} : { traceparent: tpt }),
    ...(cnd === undefined ? {} : { condition: cnd }),
  };
}
