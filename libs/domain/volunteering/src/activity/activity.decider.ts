import { nothingNew, refused, type Decider, type Decision } from '@huying/kernel';
import type { ActivityCommand, ActivityRefusal } from './activity.commands.js';
import type { ActivityFact } from './activity.facts.js';
import { evolveActivity, isPublished, type ActivityState, type Published } from './activity.state.js';
import { checkIn, checkOut } from './attend.js';
import { closeActivity, recordBeneficiaries } from './close-activity.js';
import { cancelActivity, draftActivity, publishActivity } from './publish-activity.js';
import { cancelSignUp, signUp } from './sign-up.js';

type ActivityDecision = Decision<ActivityFact, ActivityRefusal>;
type OnceOpen = Exclude<ActivityCommand, { type: 'DraftActivity' | 'PublishActivity' | 'CancelActivity' }>;

/** `activity-<id>`: an activity from its plan to its close, who signed up, came and went, and whom it served (RULES §4). */
export const activityDecider: Decider<ActivityState, ActivityCommand, ActivityFact, ActivityRefusal> = {
  initial: { status: 'absent' },
  decide(command, state) {
    switch (command.type) {
      case 'DraftActivity':
        return draftActivity(command, state);
      case 'PublishActivity':
        return publishActivity(command, state);
      case 'CancelActivity':
        return cancelActivity(command, state);
      case 'SignUp':
      case 'CancelSignUp':
      case 'CheckIn':
      case 'CheckOut':
      case 'RecordBeneficiaries':
      case 'CloseActivity':
        return decideOpen(command, state);
    }
  },
  evolve: evolveActivity,
};

function decideOpen(command: OnceOpen, state: ActivityState): ActivityDecision {
  if (state.status === 'absent') return refused('ACTIVITY_NOT_FOUND');
  if (state.status === 'cancelled' || state.status === 'abandoned') return refused('ACTIVITY_CANCELLED');
  if (!isPublished(state)) return refused('ACTIVITY_NOT_PUBLISHED');
  if (state.status === 'closed') return command.type === 'CloseActivity' ? nothingNew : refused('ACTIVITY_CLOSED');
  return decidePublished(command, state);
}

function decidePublished(command: OnceOpen, state: Published): ActivityDecision {
  switch (command.type) {
    case 'SignUp':
      return signUp(command, state);
    case 'CancelSignUp':
      return cancelSignUp(command, state);
    case 'CheckIn':
      return checkIn(command, state);
    case 'CheckOut':
      return checkOut(command, state);
    case 'RecordBeneficiaries':
      return recordBeneficiaries(command, state);
    case 'CloseActivity':
      return closeActivity(command, state);
  }
}
