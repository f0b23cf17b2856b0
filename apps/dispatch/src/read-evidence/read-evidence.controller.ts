import { ReadEvidenceQuery } from '@huying/contracts';
import { Controller, Get, Param, Query, Res, StreamableFile } from '@nestjs/common';
import type { Origin } from '@huying/event-store';
import { ProblemException, RequestOrigin, unwrap } from '@huying/platform-nest';
import { evidenceProblems, orderProblems, readProblems } from '../dispatch.problems.js';
import { CaseIdPipe } from '../order-desk/case-id.pipe.js';
import { ReadEvidenceHandler } from './read-evidence.handler.js';

/** As much of the HTTP reply as is needed here. */
interface AnswerHeaders {
  header(name: string, value: string): unknown;
}

@Controller('v1/cases/:caseId/evidence')
export class ReadEvidenceController {
  constructor(private readonly handler: ReadEvidenceHandler) {}

  @Get(':digest')
  async read(
    @Param('caseId', CaseIdPipe) caseId: string,
    @Param('digest') digest: string,
    @Query() { reason }: ReadEvidenceQuery,
    @RequestOrigin() origin: Origin,
    @Res({ passthrough: true }) reply: AnswerHeaders,
  ): Promise<StreamableFile> {
    if (origin.actor.role === 'AUD' && reason === undefined) throw new ProblemException('REASON_REQUIRED', readProblems.REASON_REQUIRED);
    const result = await this.handler.execute({ caseId, digest, reason, origin });
    switch (result.kind) {
      case 'opened':
        // Whatever the file holds, a browser shows it as what it is and runs nothing of it; nobody keeps a copy on the way.
        reply.header('cache-control', 'no-store');
        reply.header('x-content-type-options', 'nosniff');
        reply.header('content-security-policy', "default-src 'none'; sandbox");
        return new StreamableFile(result.bytes, { type: result.mediaType, length: result.bytes.length, disposition: 'attachment' });
      case 'not-found':
        throw new ProblemException('EVIDENCE_NOT_FOUND', evidenceProblems.EVIDENCE_NOT_FOUND);
      case 'erased':
        throw new ProblemException('EVIDENCE_ERASED', evidenceProblems.EVIDENCE_ERASED, { details: { ...result.tombstone } });
      case 'denied':
        throw new ProblemException('REVEAL_DENIED', readProblems.REVEAL_DENIED);
      case 'refused':
        unwrap(result.outcome, orderProblems);
        throw new TypeError('a reading is always recorded or refused');
    }
  }
}
