import { open, stat } from 'node:fs/promises';

/** The part of a log file that is written after this moment. */
export interface LogTail {
  /** Up to its first 64 KiB. */
  read(): Promise<string>;
}

export async function tailFromNow(file: string): Promise<LogTail> {
  const start = await stat(file).then(
    ({ size }) => size,
    () => 0,
  );
  return {
    async read() {
      const handle = await open(file, 'r');
      try {
        const { buffer, bytesRead } = await handle.read({ position: start, buffer: Buffer.alloc(64 * 1024) });
        return buffer.subarray(0, bytesRead).toString('utf8');
      } finally {
        await handle.close();
      }
    },
  };
}
