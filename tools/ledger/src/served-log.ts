import { LedgerFault } from './ledger-fault.js';

/** A log as anybody sees it over HTTP (C2SP tlog-tiles); entries may ask for an auditor's token. */
export class ServedLog {
  /** @param address of the log, without a trailing slash: `http://127.0.0.1:8080/log/intake` */
  constructor(
    private readonly address: string,
    private readonly token: string | undefined,
  ) {}

  async checkpoint(): Promise<string> {
    return (await this.get('checkpoint')).toString('utf8');
  }

  /** A file below the log's prefix. */
  async get(path: string): Promise<Buffer> {
    const headers = this.token === undefined ? {} : { authorization: `Bearer ${this.token}` };
    const answer = await fetch(`${this.address}/${path}`, { headers, signal: AbortSignal.timeout(30_000) }).catch((cause: unknown) => {
      throw new LedgerFault('NO_ANSWER', `no answer from ${this.address} 系统未运行或地址有误`, { cause });
    });
    if (answer.ok) return Buffer.from(await answer.arrayBuffer());
    await answer.body?.cancel();
    if (answer.status === 401 || answer.status === 403)
      throw new LedgerFault('NOT_ALLOWED', `${this.address}/${path} is for auditors: set HUYING_TOKEN 需要审计人员令牌 (HUYING_TOKEN)`);
    throw new LedgerFault('NO_ANSWER', `${this.address}/${path} answered ${String(answer.status)} 日志缺少该文件`);
  }
}
