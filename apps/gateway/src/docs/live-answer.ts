/** The description of `text/event-stream`, for which OpenAPI 3.1 has no words of its own. */
export const liveAnswer = {
  description: [
    'A stream of server-sent events (WHATWG HTML §9.2). Each event is named by its short type, and its data is a JSON object: `source`,',
    '`position`, `type`, `stream`, `caseKey`, `area`, `time`, `recordedat`. Nothing of what the event says is in it: read that by the API.',
    'You hear of what you may read in the roles that you hold as it happens.',
    'Every frame has an id, the positions of the logs. Send the last one as `Last-Event-ID` (or `lastEventId`), and the stream goes on after',
    'it: nothing lost, nothing twice. A frame without data moves the id on; comments keep the connection open every 15 seconds.',
    '`reset`: what happened after your id can no longer be told one by one; load your data anew, the stream goes on from its id.',
    '`expired`: your token has expired, and the stream ends; sign in again. A stream may end at any time (a restart, a reader too slow):',
    'come back with the last id.',
  ].join(' '),
  headers: {
    'Cache-Control': { schema: { type: 'string', const: 'no-store' } },
    'X-Accel-Buffering': { schema: { type: 'string', const: 'no' } },
  },
  content: {
    'text/event-stream': {
      schema: { type: 'string' },
      example:
        'id: intake:121 dispatch:87 volunteers:9\nevent: CaseAccepted\ndata: {"source":"intake","position":121,' +
        '"type":"cn.huying.case.CaseAccepted.v1","stream":"case-7491bb4f-a60c-5d83-b815-3a827bdf4777",' +
        '"caseKey":"7491bb4f-a60c-5d83-b815-3a827bdf4777","area":"430304900900","time":"2026-06-18T09:00:00.000+08:00",' +
        '"recordedat":"2026-06-18T09:00:00.012+08:00"}\n\n',
    },
  },
} as const;
