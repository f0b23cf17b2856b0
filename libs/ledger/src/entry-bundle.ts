/** The longest entry that a bundle can hold (tlog-tiles). Events stay below 16 KiB. */
export const entryBytesMax = 65_535;

/** Entries as tlog-tiles serves them: each a big-endian uint16 length, then its bytes. @throws RangeError for a longer entry */
export function entryBundle(entries: readonly Uint8Array[]): Buffer {
  return Buffer.concat(
    entries.flatMap((entry) => {
      if (entry.length > entryBytesMax) throw new RangeError(`an entry has at most ${String(entryBytesMax)} bytes`);
      const length = Buffer.alloc(2);
      length.writeUInt16BE(entry.length);
      return [length, entry];
    }),
  );
}
