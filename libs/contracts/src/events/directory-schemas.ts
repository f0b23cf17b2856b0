/** Schema parts that the directory's events share. */
export const identifier = { type: 'string', pattern: '^[A-Za-z0-9._~-]{1,64}$' } as const;
/** An opaque person: the identity provider's subject, or our own id. */
export const personId = { type: 'string', pattern: '^[A-Za-z0-9._~:|-]{1,128}$' } as const;
/** Administrative code, 6 to 17 digits (RULES §3.2). */
export const areaCode = { type: 'string', pattern: '^[0-9]{6,17}$' } as const;
/** ISO 8601 with offset. */
export const moment = { type: 'string', format: 'date-time' } as const;
export const title = { type: 'string', minLength: 1, maxLength: 60 } as const;
/** SHA-256, hex. */
export const digest = { type: 'string', pattern: '^[0-9a-f]{64}$' } as const;
export const localDay = { type: 'string', format: 'date' } as const;
/** What every adoption of a version states. */
export const adoption = { area: areaCode, version: identifier, digest, effectiveFrom: moment } as const;
