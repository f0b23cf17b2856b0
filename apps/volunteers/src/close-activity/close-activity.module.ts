import { Module, type DynamicModule } from '@nestjs/common';
import { CloseActivityController } from './close-activity.controller.js';

@Module({})
class CloseActivityModule {}

/** `POST /v1/activities/{activityId}/closing`. */
export const closeActivityModule = (imports: DynamicModule[]): DynamicModule => ({
  module: CloseActivityModule,
  imports,
  controllers: [CloseActivityController],
});
