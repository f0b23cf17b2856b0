import { Controller, Headers, HttpCode, Param, Post, Query } from '@nestjs/common';
import { EvidenceQuery, type EvidenceAnswer } from '@huying/contracts';
import type { Origin } from '@huying/event-store';
import { edgeProblem, FileBytes, ProblemException, RequestOrigin, unwrap } from '@huying/platform-nest';
import { evidenceProblems, orderProblems } from '../dispatch.problems.js';
import { CaseIdPipe } from '../order-desk/case-id.pipe.js';
import { AttachEvidenceHandler } from './attach-evidence.handler.js';
import { checkUpload } from './uploaded-file.js';

@Controller('v1/cases/:caseId/evidence')
export class AttachEvidenceController {
  constructor(private readonly handler: AttachEvidenceHandler) {}

  @Post()
  @HttpCode(201)
  async attach(
    @Param('caseId', CaseIdPipe) caseId: string,
    @Query() { kind }: EvidenceQuery,
    @Headers('content-type') contentType: string | undefined,
    @FileBytes() bytes: Buffer,
    @RequestOrigin() origin: Origin,
  ): Promise<EvidenceAnswer> {
    const upload = checkUpload(bytes, contentType);
    if (upload.kind === 'refused') throw new ProblemException(upload.code, evidenceProblems[upload.code]);
    const result = await this.handler.execute({ caseId, kind, bytes, mediaType: upload.mediaType, origin });
    if (result.kind === 'contended') throw edgeProblem('CONCURRENT_CHANGE');
    if (result.kind === 'behind') throw edgeProblem('READ_BEHIND');
    if (result.kind === 'refused') throw new ProblemException(result.code, evidenceProblems[result.code]);
    return unwrap(result.outcome, orderProblems, { caseId, digest: result.digest, kind });
  }
}
