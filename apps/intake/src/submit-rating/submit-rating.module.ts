import { Module, type DynamicModule } from '@nestjs/common';
import { CaseDesk } from '../case-desk/case-desk.js';
import { SubmitRatingController } from './submit-rating.controller.js';
import { SubmitRatingHandler } from './submit-rating.handler.js';

@Module({})
class SubmitRatingModule {}

/** `POST /v1/cases/{caseId}/rating`. */
export const submitRatingModule = (desk: DynamicModule): DynamicModule => ({
  module: SubmitRatingModule,
  imports: [desk],
  controllers: [SubmitRatingController],
  providers: [{ provide: SubmitRatingHandler, inject: [CaseDesk], useFactory: (cases: CaseDesk) => new SubmitRatingHandler(cases) }],
});
