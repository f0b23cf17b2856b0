import type { LoggerService } from '@nestjs/common';
import { errorForLog, type Logger } from '@huying/platform';

/** Nest's own messages into our log. Only their text: Nest hands over whatever object it was working on. */
export class NestLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(message: unknown): void {
    this.logger.debug(textOf(message));
  }
  warn(message: unknown): void {
    this.logger.warn(textOf(message));
  }
  error(message: unknown): void {
    if (message instanceof Error) this.logger.error({ err: message }, 'the framework reports an error');
    else this.logger.error(textOf(message));
  }
  fatal(message: unknown): void {
    this.logger.fatal(textOf(message));
  }
}

function textOf(message: unknown): string {
  if (message instanceof Error) return errorForLog(message).message;
  return typeof message === 'string' ? message : 'a message that is no text';
}
