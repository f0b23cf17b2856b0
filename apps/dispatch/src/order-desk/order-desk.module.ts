import { Module, type DynamicModule } from '@nestjs/common';
import { orderEventTypes } from '@huying/contracts';
import type { EventStore } from '@huying/event-store';
import type { Clock, Logger } from '@huying/platform';
import {
  CLOCK,
  CONFIG,
  DATA_SOURCE,
  EVENT_STORE,
  LOGGER,
  PRIVACY,
  RUNNERS,
  type RunnerFactory,
  type ServiceConfig,
} from '@huying/platform-nest';
import { createEvidenceStore, type EvidenceStore, type Privacy } from '@huying/privacy';
import type { DataSource } from 'typeorm';
import { Assignees } from '../directory/assignees.js';
import { RulesInForce } from '../rules-in-force/rules-in-force.js';
import { deskDecider } from './desk.decider.js';
import { OrderDesk, type OrderRunner } from './order-desk.js';

/** The evidence files, sealed by digest (`libs/privacy`). */
export const EVIDENCE_FILES = Symbol('EvidenceStore');

/** The runner of `order-*`, for the automation that needs no desk. */
export const ORDERS = Symbol('OrderRunner');

/** An upload takes minutes at most; after a day its writer is dead. */
const draftAgeMs = 24 * 3_600_000;

@Module({})
class OrderDeskModule {}

/** What the slices on orders share. */
export const orderDeskModule = (infrastructure: DynamicModule): DynamicModule => ({
  module: OrderDeskModule,
  imports: [infrastructure],
  providers: [
    {
      provide: ORDERS,
      inject: [RUNNERS],
      useFactory: (runners: RunnerFactory): OrderRunner =>
        runners({
          decider: deskDecider,
          types: orderEventTypes,
          keys: (stream, state) => ({
            caseKey: stream.slice('order-'.length),
            ...(state.status === 'absent' ? {} : { cycle: state.cycle, area: state.matter.area }),
          }),
        }),
    },
    {
      provide: RulesInForce,
      inject: [DATA_SOURCE, CLOCK],
      useFactory: (dataSource: DataSource, clock: Clock) => new RulesInForce(dataSource, clock),
    },
    {
      provide: Assignees,
      inject: [DATA_SOURCE],
      useFactory: (dataSource: DataSource) => new Assignees(dataSource),
    },
    {
      provide: EVIDENCE_FILES,
      inject: [CONFIG, PRIVACY, LOGGER],
      useFactory: ({ evidenceDir: directory }: ServiceConfig, { keys, keyedHash }: Privacy, logger: Logger): EvidenceStore => {
        const files = createEvidenceStore({ directory, keys, keyedHash });
        // Beside the start, not before it: nothing waits for it, and the next start tries again.
        void files.removeDrafts(draftAgeMs).then(
          (removed) => removed > 0 && logger.info({ removed }, 'evidence files that were never finished are removed'),
          (err: unknown) => {
            logger.warn({ err }, 'the evidence folder could not be tidied');
          },
        );
        return files;
      },
    },
    {
      provide: OrderDesk,
      inject: [ORDERS, EVENT_STORE, RulesInForce, CLOCK],
      useFactory: (orders: OrderRunner, store: EventStore, rules: RulesInForce, clock: Clock) => new OrderDesk(orders, store, rules, clock),
    },
  ],
  exports: [ORDERS, EVIDENCE_FILES, RulesInForce, Assignees, OrderDesk],
});
