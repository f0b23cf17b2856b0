import { createHash } from 'node:crypto';
import type { EventEnvelope } from '@huying/contracts';
import type { Delivery } from '@huying/event-bus';

/** Bytes of an event, as of the append bench. */
export const eventBytes = 700;

const type = 'cn.huying.case.CaseRegistered.v1';
const opened = Date.parse('2026-06-18T09:00:00.000+08:00');

/** The bytes of the event at a position of intake's log; the same for the same position, and no two alike. */
export function bodyAt(position: number): Buffer {
  const caseId = caseIdAt(position);
  const open = `{"position":"${position}","recordedat":"2026-06-18T09:00:00.000+08:00","specversion":"1.0","id":"${caseId}","source":"/huying/intake","type":"${type}","subject":"case-${caseId}","time":"2026-06-18T09:00:00.000+08:00","streamversion":"1","casekey":"${caseId}","area":"430304900900","actor":"person-1","role":"RES","data":{"sealed":"`;
  const sealed = createHash('sha512').update(caseId).digest('base64').repeat(8);
  return Buffer.from(`${open}${sealed.slice(0, eventBytes - open.length - '"}}'.length)}"}}`);
}

/** The event at a position, as the bus hands it to audit. */
export function copiedAt(position: number): Delivery {
  const body = bodyAt(position);
  const caseId = caseIdAt(position);
  const recorded = { position, stream: `case-${caseId}`, version: 1, type, caseKey: caseId, time: opened, recordedAt: opened, body };
  return { source: 'intake', recorded, envelope: JSON.parse(body.toString()) as EventEnvelope };
}

const caseIdAt = (position: number): string => createHash('sha256').update(String(position)).digest('hex').slice(0, 32);
