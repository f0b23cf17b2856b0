import type { Problem } from '@huying/contracts';
import type { LiveEvent } from './live-event.js';

/** How long a client waits before it comes back after a stream has ended. */
const retryMs = 3_000;

/** Frames of `text/event-stream` (WHATWG HTML §9.2). Every one carries an id: the positions from which the next stream goes on. */
export const frames = {
  /** The first one: the client knows where it stands before anything happens. */
  opening: (id: string): string => `retry: ${retryMs}\n${keptAt(id)}`,
  event: (id: string, { name, data }: LiveEvent): string => `id: ${id}\nevent: ${name}\ndata: ${JSON.stringify(data)}\n\n`,
  /** No event, as it has no data; yet it moves the client's last event id past what he was not told. */
  keepAlive: (id: string): string => `: keep-alive\n${keptAt(id)}`,
  notice: (id: string, event: 'reset' | 'expired', code: string, { zh, en }: Pick<Problem, 'zh' | 'en'>): string =>
    `id: ${id}\nevent: ${event}\ndata: ${JSON.stringify({ code, detail: en, detailZh: zh })}\n\n`,
} as const;

const keptAt = (id: string): string => `id: ${id}\n\n`;
