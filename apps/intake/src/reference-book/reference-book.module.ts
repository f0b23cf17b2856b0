import { Module, type DynamicModule } from '@nestjs/common';
import type { Logger } from '@huying/platform';
import { DATA_SOURCE, LOGGER } from '@huying/platform-nest';
import type { DataSource } from 'typeorm';
import { KeepReferenceBookController } from './keep-reference-book.controller.js';
import { ReferenceBookLoader } from './reference-book.loader.js';
import { ReferenceBook } from './reference-book.js';

@Module({})
class ReferenceBookModule {}

/** What cases stand on, in memory. */
export const referenceBookModule = (infrastructure: DynamicModule): DynamicModule => ({
  module: ReferenceBookModule,
  imports: [infrastructure],
  controllers: [KeepReferenceBookController],
  providers: [
    { provide: ReferenceBook, useFactory: () => new ReferenceBook() },
    {
      provide: ReferenceBookLoader,
      inject: [DATA_SOURCE, ReferenceBook, LOGGER],
      useFactory: (dataSource: DataSource, book: ReferenceBook, logger: Logger) => new ReferenceBookLoader(dataSource, book, logger),
    },
  ],
  exports: [ReferenceBook, ReferenceBookLoader],
});
