import { randomBytes } from 'node:crypto';
import { newId } from '@huying/platform';
import type { Append } from '@huying/event-store';

/** Bytes of the event as recorded, the store's splice included. */
export const eventBytes = 700;
const spliceBytes = '{"position":"1000000","recordedat":"2026-11-24T08:00:07.326+08:00",'.length - 1;

/** A registered case of 700 bytes, on a stream and under a command id of its own; the sealed part does not compress, as in life. */
export function sampleAppend(): Append {
  const caseId = newId();
  const id = newId();
  const envelope = {
    specversion: '1.0',
    id: newId(),
    source: '/huying/intake',
    type: 'cn.huying.case.CaseRegistered.v1',
    subject: `case-${caseId}`,
    time: '2026-11-24T08:00:07.000+08:00',
    streamversion: '1',
    casekey: caseId,
    area: '430304900900',
    actor: 'person-1',
    role: 'RES',
    commandid: id,
    data: { service: 'lamp', sealed: '' },
  };
  const missing = eventBytes - spliceBytes - JSON.stringify(envelope).length;
  envelope.data.sealed = randomBytes(missing).toString('base64').slice(0, missing);
  const body = Buffer.from(JSON.stringify(envelope));
  return {
    stream: envelope.subject,
    expected: 0,
    command: { id, digest: randomBytes(32).toString('hex') },
    events: [{ type: envelope.type, time: 1_795_478_407_000, caseKey: caseId, body }],
  };
}
