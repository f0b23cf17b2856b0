/** A fault that the user can do something about: one sentence in each language, no stack trace. */
export class SetUpFault extends Error {
  constructor(en, zh) {
    super(en);
    this.zh = zh;
  }
}

/** Prints the fault as sentences and ends with exit code 1. A bug keeps its stack, for whoever mends it. */
export function failWith(fault) {
  if (fault instanceof SetUpFault) console.error(`\n${fault.message}\n${fault.zh}`);
  else console.error(fault);
  process.exit(1);
}

const known = [
  [
    /ENOSPC|no space left/i,
    'The disk is full. Free some space (about 1 GB is needed) and run the command again; it goes on where it stopped.',
    '磁盘已满。请腾出约 1 GB 空间后重新运行，安装会继续。',
  ],
  [
    /EROFS|read-only file system/i,
    'This folder is on a read-only disk. Clone the repository to a folder that can be written.',
    '此文件夹所在磁盘为只读。请将仓库克隆到可写的文件夹。',
  ],
  [
    /EACCES|EPERM|permission denied/i,
    'This folder, or npm’s cache, belongs to another user. Run the command as its owner, or clone to a folder of your own.',
    '此文件夹或 npm 缓存属于其他用户。请以其所有者身份运行，或克隆到自己的文件夹。',
  ],
  [
    /ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNREFUSED|ECONNRESET|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|network|proxy/i,
    'The package registry cannot be reached. The first start downloads its dependencies: check the network (or the npm proxy settings) and run the command again.',
    '无法连接软件包仓库。首次启动需要下载依赖：请检查网络（或 npm 代理设置）后重新运行。',
  ],
];

/** The sentence for a failed step, from what the step printed; its last lines where nothing known is in them. */
export function explain(step, stepZh, output) {
  for (const [pattern, en, zh] of known) if (pattern.test(output)) return new SetUpFault(en, zh);
  const tail = output.trim().split('\n').slice(-15).join('\n');
  return new SetUpFault(`${step} failed:\n${tail}`, `${stepZh}失败，详见上文。`);
}
