import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { tilePath, tileWidth } from '@huying/ledger';
import type { TreeHead, VerifierKey } from 'huying-verify';
import { entriesOf } from './entry-bundles.js';
import { LedgerFault } from './ledger-fault.js';
import { openHead } from './mirror-log.js';
import { RebuiltTree } from './rebuilt-tree.js';
import { TreeOfFiles } from './tree-of-files.js';

/** A mirror of all logs, and who signs them. */
export interface Mirror {
  readonly folder: string;
  readonly keys: readonly VerifierKey[];
}

/** One log as a mirror holds it. */
export class MirroredLog {
  private readonly tree: TreeOfFiles;
  private fromEntries: Promise<RebuiltTree> | undefined;

  private constructor(
    private readonly get: (path: string) => Promise<Buffer>,
    readonly head: TreeHead,
  ) {
    this.tree = new TreeOfFiles({ get }, head.size);
  }

  /** @throws LedgerFault NO_MIRROR, NOT_SIGNED */
  static async open(origin: string, { folder, keys }: Mirror): Promise<MirroredLog> {
    const log = join(folder, origin.slice(origin.lastIndexOf('/') + 1));
    const get = (path: string): Promise<Buffer> =>
      readFile(join(log, path)).catch((cause: unknown) => {
        throw new LedgerFault('NO_MIRROR', `${join(log, path)} cannot be read: is ${folder} a mirror of ${origin}? 镜像缺少该文件`, {
          cause,
        });
      });
    const ofLog = keys.filter(({ name }) => name === origin);
    return new MirroredLog(get, await openHead((await get('checkpoint')).toString('utf8'), origin, ofLog));
  }

  /**
   * Whether its first `size` entries have this root. A yes, the tiles alone can give: no damage makes a wrong root right. A no is of the
   * entries, all hashed anew up to the signed root: a damaged file must not accuse anybody.
   *
   * @throws LedgerFault ROOT_WRONG where the mirror itself is damaged, NO_MIRROR; RangeError where it has fewer entries
   */
  async had({ origin, size, root }: TreeHead): Promise<boolean> {
    if ((await this.tree.rootAt(size)).equals(root)) return true;
    this.fromEntries ??= this.rebuild();
    return (await this.fromEntries).hasRoot({ origin, size, root });
  }

  /** Every entry with its position, once all of them were found to lead to the signed root. @throws LedgerFault ROOT_WRONG, NO_MIRROR */
  async *soundEntries(): AsyncGenerator<{ readonly position: number; readonly entry: Buffer }> {
    this.fromEntries ??= this.rebuild();
    await this.fromEntries;
    let position = 0;
    for await (const bundle of this.bundles()) for (const entry of bundle) yield { position: (position += 1), entry };
  }

  private async rebuild(): Promise<RebuiltTree> {
    const tree = new RebuiltTree();
    for await (const bundle of this.bundles()) tree.add(bundle);
    if (await tree.hasRoot(this.head)) return tree;
    throw new LedgerFault(
      'ROOT_WRONG',
      `the mirror of ${this.head.origin} is damaged: its entries do not lead to its signed root 镜像内容与签名不符`,
    );
  }

  private async *bundles(): AsyncGenerator<readonly Buffer[]> {
    const { size } = this.head;
    for (let index = 0; index * tileWidth < size; index += 1) {
      const width = Math.min(tileWidth, size - index * tileWidth);
      yield entriesOf(await this.get(tilePath({ level: 0, index, width }, 'entries')), width);
    }
  }
}
