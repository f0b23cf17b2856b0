import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/**
 * Makes the kernel forget what it has in memory of every file below a folder, so that the next reader waits for the disk. GNU `dd` does
 * that to a file of which it copies nothing (posix_fadvise DONTNEED, which Node does not offer). What the files were told last must have
 * reached the disk: a page not yet written stays. A cache below the kernel, of the disk or of a hypervisor, is not reached.
 */
export async function forgetFiles(folder: string): Promise<void> {
  const one = ['dd', 'if={}', 'iflag=nocache', 'count=0', 'status=none', ';'];
  await promisify(execFile)('find', [folder, '-type', 'f', '-exec', ...one]);
}
