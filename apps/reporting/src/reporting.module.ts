import { Module, type DynamicModule } from '@nestjs/common';
import { OperationsModule } from '@huying/platform-nest';
import { activityCountsModule } from './activity-counts/activity-counts.module.js';
import { caseCountsModule } from './case-counts/case-counts.module.js';
import { openWorkModule } from './open-work/open-work.module.js';
import { ratesModule } from './rates/rates.module.js';
import { readModelsModule } from './read-models/read-models.module.js';

@Module({})
class ReportingModule {}

/** Every slice of the service: it reads and counts, and writes nothing yet. */
export function reportingModule(infrastructure: DynamicModule): DynamicModule {
  const reading = [infrastructure, readModelsModule(infrastructure)];
  return {
    module: ReportingModule,
    imports: [
      OperationsModule.with(infrastructure, 'reporting'),
      openWorkModule(reading),
      caseCountsModule(reading),
      activityCountsModule(reading),
      ratesModule(reading),
    ],
  };
}
