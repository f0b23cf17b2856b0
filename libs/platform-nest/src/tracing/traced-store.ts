import { context, SpanKind, SpanStatusCode, trace, type Tracer } from '@opentelemetry/api';
import type { Append, AppendResult, EventStore } from '@huying/event-store';

/** A store whose appends are spans of the work that they belong to. An append that nobody traces starts no trace of its own. */
export function traceAppends(store: EventStore, tracer: Tracer): EventStore {
  return {
    append: (append) => (trace.getActiveSpan() === undefined ? store.append(append) : tracedAppend(store, tracer, append)),
    remember: (command, answer) => store.remember(command, answer),
    findCommand: (id) => store.findCommand(id),
    readStream: (stream, after) => store.readStream(stream, after),
    readLog: (after, options) => store.readLog(after, options),
    head: () => store.head(),
    close: () => store.close(),
  };
}

async function tracedAppend(store: EventStore, tracer: Tracer, append: Append): Promise<AppendResult> {
  const category = append.stream.slice(0, append.stream.indexOf('-'));
  const attributes = { 'db.system.name': 'postgresql', 'huying.stream': append.stream, 'huying.append.events': append.events.length };
  const span = tracer.startSpan(`append ${category}`, { kind: SpanKind.CLIENT, attributes }, context.active());
  try {
    const result = await store.append(append);
    span.setAttribute('huying.append.result', result.kind);
    if (result.kind === 'appended') span.setAttribute('huying.position', result.last);
    return result;
  } catch (error) {
    span.setStatus({ code: SpanStatusCode.ERROR }).setAttribute('error.type', error instanceof Error ? error.name : 'unknown');
    throw error;
  } finally {
    span.end();
  }
}
