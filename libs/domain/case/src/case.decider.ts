import type { Decider, Decision } from '@huying/kernel';
import { acceptCase, takeBack } from './accept-case.js';
import { answerDirectly } from './answer-directly.js';
import { closeCase, completeCallback, recordCallbackAttempt, submitRating } from './call-back.js';
import type { CaseCommand } from './case-commands.js';
import type { CaseFact } from './case-facts.js';
import type { CaseRefusal } from './case-refusals.js';
import type { CaseState } from './case-state.js';
import { evolveCase } from './evolve-case.js';
import { acceptFirstContact, dischargeFirstContact, handOverFirstContact, recordReply } from './first-contact.js';
import { registerCase } from './register-case.js';
import { revealPii } from './reveal-pii.js';
import { withdrawCase } from './withdraw-case.js';

/** Intake's part of the lifecycle on `case-<id>`: all states but S10–S40 (DESIGN §2). */
export const caseDecider: Decider<CaseState, CaseCommand, CaseFact, CaseRefusal> = {
  initial: { status: 'absent' },
  decide,
  evolve: evolveCase,
};

function decide(command: CaseCommand, state: CaseState): Decision<CaseFact, CaseRefusal> {
  switch (command.type) {
    case 'RegisterCase':
      return registerCase(command, state);
    case 'AnswerDirectly':
      return answerDirectly(command, state);
    case 'AcceptCase':
      return acceptCase(command, state);
    case 'TakeBack':
      return takeBack(command, state);
    case 'RecordCallbackAttempt':
      return recordCallbackAttempt(command, state);
    case 'CompleteCallback':
      return completeCallback(command, state);
    case 'SubmitRating':
      return submitRating(command, state);
    case 'CloseCase':
      return closeCase(command, state);
    case 'WithdrawCase':
      return withdrawCase(command, state);
    case 'HandOverFirstContact':
      return handOverFirstContact(command, state);
    case 'AcceptFirstContact':
      return acceptFirstContact(command, state);
    case 'DischargeFirstContact':
      return dischargeFirstContact(command, state);
    case 'RecordReply':
      return recordReply(command, state);
    case 'RevealPii':
      return revealPii(command, state);
  }
}
