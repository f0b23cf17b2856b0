import type { ContactWish } from '@huying/domain-case';
import { evidenceKinds } from '@huying/domain-order';
import type { Actor } from '@huying/kernel';
import { area, rules, type Wish } from './two-hands.spec.js';

const sha = (of: string): string => of.padEnd(64, '0');

/** Every command of both deciders, as somebody in a role would give it: each could succeed if state and role allow. */
export function wishes(actor: Actor, at: string, contact: ContactWish = 'phone', type: 'REPAIR' | 'CONSULT' = 'REPAIR'): readonly Wish[] {
  const by = { at, actor };
  const resident = contact === 'phone' ? { resident: { name: '甲', phone: '10000000001' } } : {};
  const complainant = contact === 'phone' && actor.role !== 'RES' ? { complainant: 'R1' } : {};
  const owner = { person: 'P-FQ', unit: 'U-HUB', post: 'K2' };
  return [
    {
      side: 'case',
      command: {
        type: 'RegisterCase',
        ...by,
        data: { caseId: 'c1', area, service: 'LAMP', choice: { menu: 'm1', type }, channel: 'counter', place: {}, contact, ...complainant, ...resident, words: '灯坏了', onDuty: owner },
      },
    },
    { side: 'case', command: { type: 'AnswerDirectly', ...by, data: { answer: '可以', source: '指南', rules } } },
    {
      side: 'case',
      command: { type: 'AcceptCase', ...by, data: { priority: 'normal', place: { grid: 'G1', building: '3' }, placeKnown: true, duplicates: [], rules } },
    },
    { side: 'case', command: { type: 'RecordCallbackAttempt', ...by, data: { answered: true, durationSeconds: 60, registeredNumber: true } } },
    { side: 'case', command: { type: 'CompleteCallback', ...by, data: { answer: 'resolved', contacted: true } } },
    { side: 'case', command: { type: 'SubmitRating', ...by, data: { grade: '不满意' } } },
    { side: 'case', command: { type: 'CloseCase', ...by, data: null } },
    { side: 'case', command: { type: 'WithdrawCase', ...by, data: { reason: '自行解决', call: 'call-1' } } },
    { side: 'case', command: { type: 'HandOverFirstContact', ...by, data: { to: { person: 'P-ACC', unit: 'U-COM' } } } },
    { side: 'case', command: { type: 'AcceptFirstContact', ...by, data: { rules } } },
    { side: 'case', command: { type: 'DischargeFirstContact', ...by, data: null } },
    { side: 'case', command: { type: 'RecordReply', ...by, data: { via: 'phone' } } },
    { side: 'case', command: { type: 'RevealPii', ...by, data: { fields: ['phone'], reason: '核对地址' } } },
    { side: 'order', command: { type: 'DispatchCase', ...by, data: { unit: 'U-PM', person: 'H1', rules } } },
    { side: 'order', command: { type: 'SignOrder', ...by, data: { rules } } },
    { side: 'order', command: { type: 'RequestReturn', ...by, data: { reason: '不属本单位', basis: '派单目录', rules } } },
    { side: 'order', command: { type: 'ApproveReturn', ...by, data: { reason: '属实', rules } } },
    { side: 'order', command: { type: 'RejectReturn', ...by, data: { reason: '不属实' } } },
    { side: 'order', command: { type: 'DesignateHandler', ...by, data: { unit: 'U-PM', person: 'H1', reason: '会商', rules } } },
    { side: 'order', command: { type: 'RecordContact', ...by, data: { via: 'relay', effective: true } } },
    { side: 'order', command: { type: 'RecordFailedContact', ...by, data: { via: 'phone' } } },
    ...evidenceKinds.map(
      (kind): Wish => ({
        side: 'order',
        command: {
          type: 'AttachEvidence',
          ...by,
          data: { kind, sha256: sha('a'), contentKey: sha('b'), mediaType: 'image/png', bytes: 9, usedElsewhere: false },
        },
      }),
    ),
    { side: 'order', command: { type: 'ReportCompletion', ...by, data: { result: '已修', rules } } },
    { side: 'order', command: { type: 'RejectCompletion', ...by, data: { reason: '照片不清' } } },
    { side: 'order', command: { type: 'AcceptCompletion', ...by, data: { finding: '属实' } } },
    { side: 'order', command: { type: 'WithdrawOrder', ...by, data: { reason: '自行解决', call: 'call-1' } } },
  ];
}

export const wish = (actor: Actor, at: string, type: Wish['command']['type'], index = 0): Wish => {
  const found = wishes(actor, at).filter(({ command }) => command.type === type)[index];
  if (found === undefined) throw new Error(`no command ${type}`);
  return found;
};
