export { consumeEvents, connectEventBus } from './consume-events.js';
export { EventBusServer, type EventConsumer } from './event-bus-server.js';
export { OperationsModule } from './operations.module.js';
