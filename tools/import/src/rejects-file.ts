import { open, rm, type FileHandle } from 'node:fs/promises';
import { rejectReasons, type Reject } from './reject.js';

/** Collects rejects as NDJSON. The file is written at the first reject; a run without any leaves none, not even an earlier run's. */
export class RejectsFile {
  private file: FileHandle | undefined;
  private written = 0;
  /** Lines go to disk in the order in which they come, whoever awaits them. */
  private tail: Promise<void> = Promise.resolve();

  constructor(readonly path: string) {}

  get count(): number {
    return this.written;
  }

  add({ locator, code, hint }: Reject): Promise<void> {
    this.written += 1;
    const line = `${JSON.stringify({ locator, code, hint, ...rejectReasons[code] })}\n`;
    this.tail = this.tail.then(async () => {
      this.file ??= await open(this.path, 'w', 0o600);
      await this.file.appendFile(line);
    });
    return this.tail;
  }

  async close(): Promise<void> {
    await this.tail;
    if (this.file === undefined) await rm(this.path, { force: true });
    else await this.file.close();
  }
}
