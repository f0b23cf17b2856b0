import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import type { Delivery } from '@huying/event-bus';
import { factName } from '@huying/event-store';
import { OnEvent } from '../on-event.js';
import { ReferenceBook } from './reference-book.js';
import { withoutSeals } from './reference-book.projection.js';
import { referenceTypes, type ReferenceFact } from './reference-fact.js';

/**
 * Enters each new reference fact into the book. It does so before the consumer's transaction commits, and may: the fact is recorded in
 * its log already, and the book forgets nothing but its memory.
 */
@Controller()
export class KeepReferenceBookController {
  constructor(private readonly book: ReferenceBook) {}

  @OnEvent(...Object.values(referenceTypes))
  enter(@Payload() { recorded, envelope }: Delivery<object>): void {
    // The registry ties the type to its data's shape, which the schema check at the append has held it to.
    const fact = { type: factName(recorded.type), data: withoutSeals(envelope.data) } as unknown as ReferenceFact;
    this.book.apply(recorded.stream, { version: recorded.version, fact });
  }
}
