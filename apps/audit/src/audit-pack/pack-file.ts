/** A file of a pack. Its path is ASCII, with slashes. */
export interface PackFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

export const textFile = (path: string, text: string): PackFile => ({ path, bytes: Buffer.from(text) });

/** Indented: packs are read by people, too. */
export const jsonFile = (path: string, value: unknown): PackFile => textFile(path, `${JSON.stringify(value, null, 2)}\n`);
