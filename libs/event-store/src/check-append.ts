import { bodyBytesMax, eventsPerAppendMax, type Append, type CommandIdentity } from './event-store.js';

const streamForm = /^[a-z][a-z0-9]*-[A-Za-z0-9._~:-]+$/;
const uuidForm = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const digestForm = /^[0-9a-f]{64}$/;
const openBrace = 0x7b;
const quote = 0x22;

/** Throws a RangeError on an append that no caller may make: form is checked here, before it meets its neighbours in a batch. */
export function checkAppend(append: Append): void {
  const { stream, expected, events } = append;
  if (stream.length > 200 || !streamForm.test(stream)) throw new RangeError(`not a stream name: ${stream}`);
  if (!Number.isSafeInteger(expected) || expected < 0) throw new RangeError(`not a version to expect: ${expected}`);
  if (events.length < 1 || events.length > eventsPerAppendMax) {
    throw new RangeError(`an append carries 1 to ${eventsPerAppendMax} events, not ${events.length}`);
  }
  checkCommand(append.command);
  for (const { type, body, time } of events) {
    if (body.length > bodyBytesMax)
      throw new RangeError(`a ${type} of ${body.length} bytes exceeds ${bodyBytesMax}; keep large parts by digest`);
    if (body[0] !== openBrace || body[1] !== quote) throw new RangeError(`the body of a ${type} is no JSON object with members`);
    if (!Number.isSafeInteger(time)) throw new RangeError(`the time of a ${type} is no whole number of milliseconds`);
  }
}

/** Throws a RangeError on an id that is no lower-case UUID or a digest that is no SHA-256 in hex. */
export function checkCommand({ id, digest }: CommandIdentity): void {
  if (!uuidForm.test(id)) throw new RangeError(`not a command id: ${id}`);
  if (!digestForm.test(digest)) throw new RangeError('a command digest is 64 lower-case hex digits (HMAC-SHA256)');
}
