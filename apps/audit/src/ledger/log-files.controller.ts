import { edgeProblem } from '@huying/platform-nest';
import { Controller, Get, Inject, Param, Res, StreamableFile } from '@nestjs/common';
import { isLedgerLog, type LedgerLog } from './ledger-logs.js';
import { LogFiles } from './log-files.js';

/** As much of the HTTP reply as is needed here. */
interface AnswerHeaders {
  header(name: string, value: string): unknown;
}

/**
 * The logs as C2SP tlog-tiles (standards/tlog.md §4). Who may have the entries, the gateway has decided: the path says which file is
 * asked for, and its signature covers the path.
 */
@Controller('log/:log')
export class LogFilesController {
  constructor(@Inject(LogFiles) private readonly files: LogFiles) {}

  @Get('checkpoint')
  async checkpoint(@Param('log') name: string, @Res({ passthrough: true }) reply: AnswerHeaders): Promise<StreamableFile> {
    const note = await this.files.checkpoint(logOf(name));
    if (note === undefined) throw edgeProblem('NOT_FOUND');
    reply.header('cache-control', 'no-cache');
    return new StreamableFile(Buffer.from(note), { type: 'text/plain; charset=utf-8' });
  }

  @Get('tile/*')
  async tile(
    @Param('log') name: string,
    @Param('*') path: string,
    @Res({ passthrough: true }) reply: AnswerHeaders,
  ): Promise<StreamableFile> {
    const asked = `tile/${path}`;
    const bytes = await this.files.tile(logOf(name), asked);
    if (bytes === undefined) throw edgeProblem('NOT_FOUND');
    // What is once published never changes. Entries are not for caches that others share.
    reply.header('cache-control', `${asked.startsWith('tile/entries/') ? 'private' : 'public'}, max-age=31536000, immutable`);
    return new StreamableFile(bytes, { type: 'application/octet-stream' });
  }
}

function logOf(name: string): LedgerLog {
  if (!isLedgerLog(name)) throw edgeProblem('NOT_FOUND');
  return name;
}
