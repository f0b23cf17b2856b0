import {
  activityDecider,
  teamDecider,
  volunteerDecider,
  type ActivityState,
  type TeamState,
  type VolunteerState,
} from '@huying/domain-volunteering';
import { decodeRecorded, type EventStore } from '@huying/event-store';
import type { Fact, Recorded } from '@huying/kernel';
import { activityStream, teamStream, volunteerStream } from './streams.js';

/**
 * What other streams of this service say right now, for commands that need it: folded from the log itself, hence never behind it.
 * What it tells stays true: a person behind a volunteer id, a team's leader, a visit that has ended.
 */
export class CurrentState {
  constructor(private readonly store: EventStore) {}

  volunteer(id: string): Promise<VolunteerState> {
    return this.fold(volunteerDecider, volunteerStream(id));
  }

  team(id: string): Promise<TeamState> {
    return this.fold(teamDecider, teamStream(id));
  }

  activity(id: string): Promise<ActivityState> {
    return this.fold(activityDecider, activityStream(id));
  }

  /** The opaque person behind a volunteer id; undefined where nobody is registered under it. */
  async personOf(volunteer: string): Promise<string | undefined> {
    const state = await this.volunteer(volunteer);
    return state.status === 'absent' ? undefined : state.person;
  }

  private async fold<State, F extends Fact>(
    decider: { readonly initial: State; evolve(state: State, event: Recorded<F>): State },
    stream: string,
  ): Promise<State> {
    let state = decider.initial;
    for await (const recorded of this.store.readStream(stream)) state = decider.evolve(state, decodeRecorded<F>(recorded));
    return state;
  }
}
