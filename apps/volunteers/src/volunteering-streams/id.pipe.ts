import { Injectable, type ArgumentMetadata, type PipeTransform } from '@nestjs/common';
import { edgeProblem } from '@huying/platform-nest';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Ids in paths are UUIDs in small letters; another text never reaches a stream's name. */
@Injectable()
export class IdPipe implements PipeTransform<string, string> {
  transform(text: string, { data: field = 'id' }: ArgumentMetadata): string {
    if (uuid.test(text)) return text;
    throw edgeProblem('INVALID_REQUEST', { errors: [{ field, message: `${field} must be a UUID in small letters` }] });
  }
}
