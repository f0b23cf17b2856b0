import { Controller, HttpCode, Post, Res } from '@nestjs/common';
import { ImportRowsBody, type ImportAnswer } from '@huying/contracts';
import type { Origin } from '@huying/event-store';
import { createFormCheck, edgeProblem, FileBytes, formatSeen, RequestOrigin, seenHeader } from '@huying/platform-nest';
import { ImportHistoryHandler } from './import-history.handler.js';

/** As much of the HTTP reply as is needed here. */
interface AnswerHeaders {
  header(name: string, value: string): unknown;
}

@Controller('v1/imports')
export class ImportHistoryController {
  private readonly formCheck = createFormCheck();

  constructor(private readonly handler: ImportHistoryHandler) {}

  @Post('rows')
  @HttpCode(200)
  async importRows(
    @FileBytes() bytes: Buffer,
    @RequestOrigin() origin: Origin,
    @Res({ passthrough: true }) reply: AnswerHeaders,
  ): Promise<ImportAnswer> {
    const result = await this.handler.execute(await this.bodyOf(bytes), origin);
    if (result.kind === 'failed') throw edgeProblem(result.code);
    reply.header(seenHeader, formatSeen(new Map([['intake', result.seen]])));
    return result.answer;
  }

  /** The body comes as bytes, for it is larger than a form; it is held to the same form check. */
  private async bodyOf(bytes: Buffer): Promise<ImportRowsBody> {
    let body: unknown;
    try {
      body = parsed(bytes.toString('utf8'));
    } catch {
      throw edgeProblem('MALFORMED_JSON'); // The parser's message would quote the input.
    }
    return (await this.formCheck.transform(body, { type: 'body', metatype: ImportRowsBody })) as ImportRowsBody;
  }
}

/** JSON may escape half a character (`\ud800`), which no UTF-8 can hold and nobody can hash: it becomes U+FFFD. */
function parsed(text: string): unknown {
  if (!/\\u[dD][89a-fA-F]/.test(text)) return JSON.parse(text);
  return JSON.parse(text, (_key, value: unknown) => (typeof value === 'string' ? Buffer.from(value).toString() : value));
}
