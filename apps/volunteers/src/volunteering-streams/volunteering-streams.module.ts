import { Module, type DynamicModule } from '@nestjs/common';
import type { EventStore } from '@huying/event-store';
import type { Clock } from '@huying/platform';
import { CLOCK, DATA_SOURCE, EVENT_STORE, RUNNERS, type RunnerFactory } from '@huying/platform-nest';
import type { DataSource } from 'typeorm';
import { RulesInForce } from '../rules-in-force/rules-in-force.js';
import { ActivityCommands } from './activity-commands.js';
import { CurrentState } from './current-state.js';
import { activityStreams, teamStreams, volunteerStreams, type ActivityRunner, type TeamRunner, type VolunteerRunner } from './streams.js';

export const VOLUNTEERS = Symbol('VolunteerRunner');
export const TEAMS = Symbol('TeamRunner');
export const ACTIVITIES = Symbol('ActivityRunner');

@Module({})
class VolunteeringStreamsModule {}

/** What the writing slices share: a runner for each stream category, what other streams say, and the rules in force. */
export const volunteeringStreamsModule = (infrastructure: DynamicModule): DynamicModule => ({
  module: VolunteeringStreamsModule,
  imports: [infrastructure],
  providers: [
    { provide: VOLUNTEERS, inject: [RUNNERS], useFactory: (runners: RunnerFactory): VolunteerRunner => runners(volunteerStreams) },
    { provide: TEAMS, inject: [RUNNERS], useFactory: (runners: RunnerFactory): TeamRunner => runners(teamStreams) },
    { provide: ACTIVITIES, inject: [RUNNERS], useFactory: (runners: RunnerFactory): ActivityRunner => runners(activityStreams) },
    { provide: CurrentState, inject: [EVENT_STORE], useFactory: (store: EventStore) => new CurrentState(store) },
    { provide: RulesInForce, inject: [DATA_SOURCE], useFactory: (dataSource: DataSource) => new RulesInForce(dataSource) },
    {
      provide: ActivityCommands,
      inject: [ACTIVITIES, CurrentState, RulesInForce, CLOCK],
      useFactory: (activities: ActivityRunner, current: CurrentState, rules: RulesInForce, clock: Clock) =>
        new ActivityCommands(activities, current, rules, clock),
    },
  ],
  exports: [VOLUNTEERS, TEAMS, CurrentState, RulesInForce, ActivityCommands],
});
