import type { EventType } from '@huying/contracts';
import { EventPattern } from '@nestjs/microservices';

/** Marks a method as the handler of event types of the registry: payload the `Delivery`, context the `DeliveryContext`. */
export const OnEvent = (...types: readonly EventType[]): MethodDecorator => EventPattern<string[]>(types.map(({ type }) => type));
