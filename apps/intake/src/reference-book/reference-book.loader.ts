import type { Logger } from '@huying/platform';
import type { DataSource } from 'typeorm';
import type { ReferenceBook } from './reference-book.js';
import type { ReferenceRow } from './reference-book.projection.js';

/** How far an instance whose consumer is idle, because another instance's runs, may lag behind the tables. */
const refreshMs = 5_000;

/** Fills the book from its table, at start and then every few seconds. The consumer's handler is faster, where it runs here. */
export class ReferenceBookLoader {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly dataSource: DataSource,
    private readonly book: ReferenceBook,
    private readonly logger: Logger,
  ) {}

  async load(): Promise<void> {
    const rows = await this.dataSource.query<(Pick<ReferenceRow, 'entries'> & { key: string })[]>(
      'SELECT key, entries FROM read.reference_book_v1',
    );
    for (const { key, entries } of rows) for (const entry of entries) this.book.apply(key, entry);
  }

  keepFresh(): void {
    this.timer ??= setInterval(() => {
      this.load().catch((err: unknown) => {
        this.logger.warn({ err }, 'the reference book could not be refreshed');
      });
    }, refreshMs).unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }
}
