/** A sealed personal part of an event (DESIGN §9, tlog §8). Binary members are base64, canonical form. */
export interface SealedPart {
  readonly part: string;
  readonly alg: 'A256GCM-HKDF-SHA256';
  readonly kid: string;
  readonly salt: string;
  readonly kc: string;
  readonly ct: string;
}
