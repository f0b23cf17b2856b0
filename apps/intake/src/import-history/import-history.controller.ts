import { Controller, HttpCode, Post, Res } from '@nestjs/common';
import { ImportRowsBody, type ImportAnswer, type Problem } from '@huying/contracts';
import type { ForeignRefusal } from '@huying/domain-foreign';
import type { Origin } from '@huying/event-store';
import { createFormCheck, edgeProblem, FileBytes, formatSeen, RequestOrigin, seenHeader, unwrap } from '@huying/platform-nest';
import { ImportHistoryHandler } from './import-history.handler.js';

/** A history is taken as it is: nothing in it is refused. */
const foreignProblems: Readonly<Record<ForeignRefusal, Problem>> = {};

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
    if (result.kind === 'failed') return unwrap(result.outcome, foreignProblems) as never;
    reply.header(seenHeader, formatSeen(new Map([['intake', result.seen]])));
    return result.answer;
  }

  /** The body comes as bytes, for it is larger than a form; it is held to the same form check. */
  private async bodyOf(bytes: Buffer): Promise<ImportRowsBody> {
    let body: unknown;
    try {
      body = JSON.parse(bytes.toString('utf8'));
    } catch {
      throw edgeProblem('MALFORMED_JSON'); // The parser's message would quote the input.
    }
    return (await this.formCheck.transform(body, { type: 'body', metatype: ImportRowsBody })) as ImportRowsBody;
  }
}
