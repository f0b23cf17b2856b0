/** PostgreSQL's type ids of array elements. Fixed by PostgreSQL for ever (pg_type.dat). */
const oid = { bytea: 17, int8: 20, int4: 23, text: 25, timestamptz: 1184, uuid: 2950, jsonb: 3802 } as const;

/**
 * One-dimensional arrays in PostgreSQL's binary form (array_recv). node-postgres sends a Buffer as a binary parameter; its own text form
 * of arrays would double every body (hex) and escape every text, which costs more than the append itself.
 */
export const binaryArray = {
  text: (values: readonly (string | null)[]): Buffer =>
    variable(
      oid.text,
      values,
      (value) => Buffer.byteLength(value),
      (target, value, at) => void target.write(value, at),
    ),
  jsonb: (values: readonly string[]): Buffer =>
    variable(
      oid.jsonb,
      values,
      (value) => Buffer.byteLength(value) + 1,
      (target, value, at) => {
        target.writeUInt8(1, at); // jsonb's only version
        target.write(value, at + 1);
      },
    ),
  bytea: (values: readonly Buffer[]): Buffer =>
    variable(
      oid.bytea,
      values,
      (value) => value.length,
      (target, value, at) => void value.copy(target, at),
    ),
  hex: (values: readonly string[]): Buffer =>
    variable(
      oid.bytea,
      values,
      (value) => value.length / 2,
      (target, value, at) => void target.write(value, at, 'hex'),
    ),
  uuid: (values: readonly string[]): Buffer =>
    variable(
      oid.uuid,
      values,
      () => 16,
      (target, value, at) => void target.write(value.replaceAll('-', ''), at, 'hex'),
    ),
  int4: (values: readonly number[]): Buffer =>
    variable(
      oid.int4,
      values,
      () => 4,
      (target, value, at) => void target.writeInt32BE(value, at),
    ),
  int8: (values: readonly (number | null)[]): Buffer =>
    variable(
      oid.int8,
      values,
      () => 8,
      (target, value, at) => void target.writeBigInt64BE(BigInt(value), at),
    ),
  /** From epoch milliseconds; PostgreSQL counts microseconds from 2000-01-01. */
  timestamptz: (values: readonly number[]): Buffer =>
    variable(
      oid.timestamptz,
      values,
      () => 8,
      (target, value, at) => void target.writeBigInt64BE(BigInt(value - epoch2000Ms) * 1000n, at),
    ),
};

/** 2000-01-01T00:00Z, where PostgreSQL's time stamps begin. */
export const epoch2000Ms = 946_684_800_000;

const headerBytes = 20;

function variable<Value>(
  elementOid: number,
  values: readonly (Value | null)[],
  sizeOf: (value: Value) => number,
  write: (target: Buffer, value: Value, at: number) => void,
): Buffer {
  let size = headerBytes;
  let hasNull = 0;
  for (const value of values) {
    size += 4;
    if (value === null) hasNull = 1;
    else size += sizeOf(value);
  }
  const target = Buffer.allocUnsafe(size);
  target.writeInt32BE(1, 0); // dimensions
  target.writeInt32BE(hasNull, 4);
  target.writeInt32BE(elementOid, 8);
  target.writeInt32BE(values.length, 12);
  target.writeInt32BE(1, 16); // lower bound
  let at = headerBytes;
  for (const value of values) {
    if (value === null) {
      target.writeInt32BE(-1, at);
      at += 4;
    } else {
      const length = sizeOf(value);
      target.writeInt32BE(length, at);
      write(target, value, at + 4);
      at += 4 + length;
    }
  }
  return target;
}
