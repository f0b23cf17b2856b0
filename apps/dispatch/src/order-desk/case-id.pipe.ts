import { Injectable, type PipeTransform } from '@nestjs/common';
import { edgeProblem } from '@huying/platform-nest';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** Case ids are UUIDs in small letters; another text never reaches a stream's name. */
@Injectable()
export class CaseIdPipe implements PipeTransform<string, string> {
  transform(text: string): string {
    if (uuid.test(text)) return text;
    throw edgeProblem('INVALID_REQUEST', { errors: [{ field: 'caseId', message: 'caseId must be a UUID in small letters' }] });
  }
}
