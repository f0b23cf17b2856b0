import type { TreeHead } from 'huying-verify';
import { bundlesOf } from './entry-bundles.js';
import { LedgerFault } from './ledger-fault.js';
import { RebuiltTree } from './rebuilt-tree.js';
import { TreeOfFiles, type LogFiles } from './tree-of-files.js';

/** A log as its files show it, up to a checkpoint of it. */
export class LogOfFiles {
  private readonly tree: TreeOfFiles;
  private fromEntries: Promise<RebuiltTree> | undefined;

  constructor(
    private readonly files: LogFiles,
    readonly head: TreeHead,
  ) {
    this.tree = new TreeOfFiles(files, head.size);
  }

  /**
   * Whether its first `size` entries have this root. A yes, the tiles alone can give: no damage makes a wrong root right. A no is of the
   * entries, all hashed anew up to the checkpoint's root: a damaged file must not accuse anybody.
   *
   * @throws LedgerFault ROOT_WRONG where the entries are damaged too; RangeError where it has fewer entries; what its files throw
   */
  async had({ size, root }: Pick<TreeHead, 'size' | 'root'>): Promise<boolean> {
    if ((await this.tree.rootAt(size)).equals(root)) return true;
    this.fromEntries ??= this.rebuild();
    return (await this.fromEntries).hasRoot({ size, root });
  }

  /** Every entry with its position, once all were found to lead to the checkpoint's root. @throws LedgerFault ROOT_WRONG; what its files throw */
  async *soundEntries(): AsyncGenerator<{ readonly position: number; readonly entry: Buffer }> {
    this.fromEntries ??= this.rebuild();
    await this.fromEntries;
    let position = 0;
    for await (const bundle of bundlesOf(this.files, this.head.size))
      for (const entry of bundle) yield { position: (position += 1), entry };
  }

  private async rebuild(): Promise<RebuiltTree> {
    const tree = new RebuiltTree();
    for await (const bundle of bundlesOf(this.files, this.head.size)) tree.add(bundle);
    if (await tree.hasRoot(this.head)) return tree;
    throw new LedgerFault(
      'ROOT_WRONG',
      `the files of ${this.head.origin} are damaged: the entries do not lead to the checkpoint's root 日志文件损坏，条目与检查点不符`,
    );
  }
}
