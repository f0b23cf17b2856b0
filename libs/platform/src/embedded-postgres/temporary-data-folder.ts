import { chmod, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * A new temporary folder that PostgreSQL's user can walk into: as root he is another user, and what he cannot reach would lie elsewhere
 * and outlive the folder.
 *
 * @param name stands in the folder's name: `huying-<name>-…`
 */
export async function temporaryDataFolder(name: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), `huying-${name}-`));
  await chmod(folder, 0o755);
  return folder;
}
