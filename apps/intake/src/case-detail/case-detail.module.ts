import { Module, type DynamicModule } from '@nestjs/common';
import { RegistrationSecrets } from '../case-desk/registration-secrets.js';
import { CasesBoardQuery } from '../cases-board/cases-board.query.js';
import { CaseDetailController } from './case-detail.controller.js';
import { CaseDetailQuery } from './case-detail.query.js';

@Module({})
class CaseDetailModule {}

/** `GET /v1/cases/{caseId}`. */
export const caseDetailModule = (...imports: readonly DynamicModule[]): DynamicModule => ({
  module: CaseDetailModule,
  imports: [...imports],
  controllers: [CaseDetailController],
  providers: [
    {
      provide: CaseDetailQuery,
      inject: [CasesBoardQuery, RegistrationSecrets],
      useFactory: (board: CasesBoardQuery, secrets: RegistrationSecrets) => new CaseDetailQuery(board, secrets),
    },
  ],
});
