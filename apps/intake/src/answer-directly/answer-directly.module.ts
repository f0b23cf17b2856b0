import { Module, type DynamicModule } from '@nestjs/common';
import { CaseDesk } from '../case-desk/case-desk.js';
import { AnswerDirectlyController } from './answer-directly.controller.js';
import { AnswerDirectlyHandler } from './answer-directly.handler.js';

@Module({})
class AnswerDirectlyModule {}

/** `POST /v1/cases/{caseId}/direct-answer`. */
export const answerDirectlyModule = (desk: DynamicModule): DynamicModule => ({
  module: AnswerDirectlyModule,
  imports: [desk],
  controllers: [AnswerDirectlyController],
  providers: [{ provide: AnswerDirectlyHandler, inject: [CaseDesk], useFactory: (cases: CaseDesk) => new AnswerDirectlyHandler(cases) }],
});
