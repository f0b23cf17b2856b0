import { Injectable, type PipeTransform } from '@nestjs/common';
import { ProblemException } from '@huying/platform-nest';
import { postProblems } from '../dispatch.problems.js';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** Posts have UUIDs; nothing else was ever one. */
@Injectable()
export class PostIdPipe implements PipeTransform<string, string> {
  transform(text: string): string {
    if (uuid.test(text)) return text;
    throw new ProblemException('POST_NOT_FOUND', postProblems.POST_NOT_FOUND);
  }
}
