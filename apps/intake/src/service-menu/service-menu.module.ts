import { Module, type DynamicModule } from '@nestjs/common';
import { ServiceMenuController } from './service-menu.controller.js';

@Module({})
class ServiceMenuModule {}

/** `GET /v1/menu`. */
export const serviceMenuModule = (referenceBook: DynamicModule): DynamicModule => ({
  module: ServiceMenuModule,
  imports: [referenceBook],
  controllers: [ServiceMenuController],
});
