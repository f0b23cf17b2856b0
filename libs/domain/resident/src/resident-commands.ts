import type { Command } from '@huying/kernel';
import type { CaseOfPerson, ErasureBasis, HoldGround } from './resident-vocabulary.js';

export type PlaceLegalHold = Command<
  'PlaceLegalHold',
  {
    readonly hold: string;
    readonly person: string;
    readonly caseId?: string;
    readonly ground: HoldGround;
    readonly reference?: string;
    readonly cases: readonly CaseOfPerson[];
  }
>;
export type ReleaseLegalHold = Command<
  'ReleaseLegalHold',
  { readonly hold: string; readonly reference?: string; readonly cases: readonly CaseOfPerson[] }
>;
export type RequestErasure = Command<
  'RequestErasure',
  { readonly erasure: string; readonly person: string; readonly basis: ErasureBasis; readonly cases: readonly CaseOfPerson[] }
>;
export type ApproveErasure = Command<'ApproveErasure', { readonly erasure: string; readonly cases: readonly CaseOfPerson[] }>;

export type ResidentCommand = PlaceLegalHold | ReleaseLegalHold | RequestErasure | ApproveErasure;
