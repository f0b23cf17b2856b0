/** A file of a pack. Its path is ASCII, with slashes. */
export interface PackFile {
  readonly path: string;
  /** Whole, or for one that grows with the pack, in pieces. */
  readonly content: Uint8Array | (() => Iterable<Uint8Array>);
}

export const textFile = (path: string, text: string): PackFile => ({ path, content: Buffer.from(text) });

/** Indented: packs are read by people, too. */
export const jsonFile = (path: string, value: unknown): PackFile => textFile(path, `${JSON.stringify(value, null, 2)}\n`);
