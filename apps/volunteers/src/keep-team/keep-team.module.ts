import { Module, type DynamicModule } from '@nestjs/common';
import type { Clock } from '@huying/platform';
import { CLOCK } from '@huying/platform-nest';
import { CurrentState } from '../volunteering-streams/current-state.js';
import type { TeamRunner } from '../volunteering-streams/streams.js';
import { TEAMS } from '../volunteering-streams/volunteering-streams.module.js';
import { KeepTeamController } from './keep-team.controller.js';
import { KeepTeamHandler } from './keep-team.handler.js';

@Module({})
class KeepTeamModule {}

/** `POST /v1/teams`, joining and leaving. */
export const keepTeamModule = (imports: DynamicModule[]): DynamicModule => ({
  module: KeepTeamModule,
  imports,
  controllers: [KeepTeamController],
  providers: [
    {
      provide: KeepTeamHandler,
      inject: [TEAMS, CurrentState, CLOCK],
      useFactory: (teams: TeamRunner, current: CurrentState, clock: Clock) => new KeepTeamHandler(teams, current, clock),
    },
  ],
});
