import { setTimeout as wait } from 'node:timers/promises';
import { defineEventTypes } from '@huying/contracts';
import type { EventType, ServiceName } from '@huying/contracts';
import { derivedId } from '@huying/platform';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TransientFault } from './event-bus.js';
import type { BusNotice, Consumption, Delivery, DeliveryContext, EventBus, EventHandler, Subscription } from './event-bus.js';

const facts = defineEventTypes(
  { context: 'trial', owner: 'intake', category: 'trial' },
  { Noted: { zh: '已记', data: {} }, Merged: { zh: '已并', data: {} } },
);
const references = defineEventTypes(
  { context: 'rulebook', owner: 'dispatch', category: 'rulebook', reference: true },
  { RuleAdopted: { zh: '已定', data: {} } },
);
const noted = facts.Noted.type;
const merged = facts.Merged.type;
const ruleAdopted = references.RuleAdopted.type;

/** The event types that the contract's events have: what an adapter under test must know as the registry. */
export const contractTypes: ReadonlyMap<string, EventType> = new Map(
  [facts.Noted, facts.Merged, references.RuleAdopted].map((type) => [type.type, type]),
);

export interface ContractEvent {
  readonly type: string;
  readonly caseKey?: string;
  readonly cause?: { readonly source: ServiceName; readonly position: number };
  readonly data?: unknown;
}

/** What the suite needs of an adapter: logs to write to, buses of the same service to read with, and the service's own tables. */
export interface BusUnderTest {
  /** One more instance of the service's bus. */
  readonly openBus: (onNotice: (notice: BusNotice) => void) => EventBus;
  /** Appends to a source's log and resolves to the position of the event. */
  readonly append: (source: ServiceName, event: ContractEvent) => Promise<number>;
  /** Runs a statement in the service's database, outside of any consumer. `effect (source text, position bigint)` exists and is empty. */
  readonly query: <Row>(sql: string, values?: readonly unknown[]) => Promise<readonly Row[]>;
  /** Ends every connection to the service's database, as a restart of PostgreSQL does. */
  readonly severConnections: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** The promises of the port, which every adapter keeps (DESIGN §5). */
export function eventBusContract(adapter: string, open: () => Promise<BusUnderTest>): void {
  describe(`the bus, ${adapter}`, () => {
    let under: BusUnderTest;
    const buses: EventBus[] = [];
    const notices: BusNotice[] = [];

    beforeEach(async () => {
      under = await open();
      notices.length = 0;
    });
    afterEach(async () => {
      await Promise.all(buses.splice(0).map((bus) => bus.close()));
      await under.close();
    });

    const busInstance = (): EventBus => {
      const bus = under.openBus((notice) => notices.push(notice));
      buses.push(bus);
      return bus;
    };
    const subscribe = (handler: EventHandler, more: Partial<Subscription> = {}): Promise<Consumption> =>
      busInstance().subscribe({
        consumer: 'trial',
        sources: ['intake', 'dispatch'],
        handlers: new Map([noted, merged, ruleAdopted].map((type) => [type, handler])),
        ...more,
      });
    const effects = async (): Promise<readonly string[]> =>
      (await under.query<{ name: string }>("SELECT source || ':' || position AS name FROM effect ORDER BY n")).map(({ name }) => name);
    const arrived = async (consumption: Consumption, source: ServiceName, position: number): Promise<void> => {
      expect(await consumption.reached(new Map([[source, position]]), 10_000), `${source}:${String(position)} reached`).toBe(true);
    };
    const eventually = async (holds: () => boolean): Promise<void> => {
      const end = Date.now() + 10_000;
      while (!holds()) {
        if (Date.now() > end) throw new Error('it never came to hold');
        await wait(5);
      }
    };

    it('delivers every event of a log once, in order, those before the subscription included', async () => {
      for (let n = 0; n < 30; n += 1) await under.append('intake', { type: noted, caseKey: `case ${String(n % 3)}` });
      const consumption = await subscribe(record);
      for (let n = 0; n < 30; n += 1) await under.append('intake', { type: noted });
      await arrived(consumption, 'intake', 60);
      expect(await effects()).toEqual(Array.from({ length: 60 }, (_, n) => `intake:${String(n + 1)}`));
    });

    it('goes on where the checkpoint stands after a restart', async () => {
      await under.append('intake', { type: noted });
      const first = await subscribe(record);
      await arrived(first, 'intake', 1);
      await first.stop();
      await under.append('intake', { type: noted });
      await arrived(await subscribe(record), 'intake', 2);
      expect(await effects()).toEqual(['intake:1', 'intake:2']);
    });

    it('passes over types that nobody handles, and counts them as seen', async () => {
      const consumption = await subscribe(record, { handlers: new Map([[merged, record]]) });
      await under.append('intake', { type: noted });
      await under.append('intake', { type: merged });
      await arrived(consumption, 'intake', 2);
      expect(await effects()).toEqual(['intake:2']);
    });

    it('keeps nothing of a delivery whose handler failed', async () => {
      const consumption = await subscribe(async (delivery, context) => {
        await record(delivery, context);
        if (delivery.recorded.position === 2) throw new Error('broken');
      });
      for (const caseKey of ['a', 'b', 'c']) await under.append('intake', { type: noted, caseKey });
      await arrived(consumption, 'intake', 3);
      expect(await effects()).toEqual(['intake:1', 'intake:3']);
    });

    it('gives an append the same command id on every try, and another one per ordinal and consumer', async () => {
      const ids: string[][] = [];
      const consumption = await subscribe((_, context) => {
        ids.push([context.commandId(0), context.commandId(1)]);
        return ids.length < 3 ? Promise.reject(new TransientFault('later')) : Promise.resolve();
      });
      await under.append('intake', { type: noted });
      await arrived(consumption, 'intake', 1);
      expect(ids).toHaveLength(3);
      expect(new Set(ids.map(([first]) => first)).size).toBe(1);
      expect(ids[0]?.[0]).not.toBe(ids[0]?.[1]);
      expect(ids[0]?.[0]).toBe(derivedId('trial', 'event intake:1', '0'));
    });

    it('waits for the cause of an event before its effect, however late its log is read', async () => {
      await under.append('dispatch', { type: noted, cause: { source: 'intake', position: 2 } });
      await under.append('dispatch', { type: noted });
      const consumption = await subscribe(record);
      await under.append('intake', { type: noted });
      await arrived(consumption, 'intake', 1);
      expect(await effects()).toEqual(['intake:1']);
      await under.append('intake', { type: noted });
      await arrived(consumption, 'dispatch', 2);
      expect(await effects()).toEqual(['intake:1', 'intake:2', 'dispatch:1', 'dispatch:2']);
    });

    describe('on a transient fault', () => {
      it('pauses and tries again until the fault is over, and keeps the order', async () => {
        let faults = 3;
        const consumption = await subscribe((delivery, context) =>
          delivery.recorded.position === 2 && faults-- > 0 ? Promise.reject(new TransientFault('away')) : record(delivery, context),
        );
        for (let n = 0; n < 3; n += 1) await under.append('intake', { type: noted, caseKey: 'a' });
        await arrived(consumption, 'intake', 3);
        expect(await effects()).toEqual(['intake:1', 'intake:2', 'intake:3']);
        expect(await consumption.parked()).toEqual([]);
        expect(notices.map(({ kind }) => kind)).toEqual(['paused', 'resumed']);
      });

      it('outlives the loss of every connection to its database', async () => {
        const consumption = await subscribe(record);
        await under.append('intake', { type: noted });
        await arrived(consumption, 'intake', 1);
        await under.severConnections();
        await under.append('intake', { type: noted });
        await arrived(consumption, 'intake', 2);
        expect(await effects()).toEqual(['intake:1', 'intake:2']);
      });
    });

    describe('on a poison event', () => {
      const poisoned =
        (positions: ReadonlySet<number>): EventHandler =>
        (delivery, context) =>
          positions.has(delivery.recorded.position) ? Promise.reject(new Error('poison')) : record(delivery, context);

      it('parks it with all later events of its case, and lets other cases pass', async () => {
        const consumption = await subscribe(poisoned(new Set([1])));
        for (const caseKey of ['a', 'b', 'a', 'b', 'a']) await under.append('intake', { type: noted, caseKey });
        await arrived(consumption, 'intake', 5);
        expect(await effects()).toEqual(['intake:2', 'intake:4']);
        expect((await consumption.parked()).map(({ position, caseKeys }) => [position, ...caseKeys])).toEqual([
          [1, 'a'],
          [3, 'a'],
          [5, 'a'],
        ]);
        expect(consumption.status().state).toBe('running');
      });

      it('parks under every case that the event names', async () => {
        const consumption = await subscribe(poisoned(new Set([1])));
        await under.append('intake', { type: merged, caseKey: 'child', data: { leadCaseId: 'lead' } });
        await under.append('intake', { type: noted, caseKey: 'lead' });
        await under.append('intake', { type: noted, caseKey: 'other' });
        await arrived(consumption, 'intake', 3);
        expect(await effects()).toEqual(['intake:3']);
        expect((await consumption.parked()).map(({ position }) => position)).toEqual([1, 2]);
      });

      it('parks an event whose data is null, and goes on', async () => {
        const consumption = await subscribe(async (delivery, context) => {
          Object.keys(delivery.envelope.data);
          await record(delivery, context);
        });
        await under.append('intake', { type: noted, caseKey: 'a', data: null });
        await under.append('intake', { type: noted, data: null });
        await under.append('intake', { type: noted, caseKey: 'b' });
        await arrived(consumption, 'intake', 3);
        expect(await effects()).toEqual(['intake:3']);
        expect((await consumption.parked()).map(({ caseKeys }) => caseKeys)).toEqual([['a'], ['trial-1']]);
        expect(consumption.status().state).toBe('running');
      });

      it('parks an event whose cases cannot be told, under its own', async () => {
        const consumption = await subscribe(poisoned(new Set([1])), {
          casesOf: () => {
            throw new Error('which case?');
          },
        });
        await under.append('intake', { type: noted, caseKey: 'a' });
        await arrived(consumption, 'intake', 1);
        expect((await consumption.parked()).map(({ caseKeys }) => caseKeys)).toEqual([['a']]);
      });

      it('keeps a case parked over a restart', async () => {
        const poison = new Set([1]);
        const first = await subscribe(poisoned(poison));
        await under.append('intake', { type: noted, caseKey: 'a' });
        await arrived(first, 'intake', 1);
        await first.stop();
        await under.append('intake', { type: noted, caseKey: 'a' });
        const second = await subscribe(record);
        await arrived(second, 'intake', 2);
        expect(await effects()).toEqual([]);
        expect(await second.parked()).toHaveLength(2);
      });

      it('releases a case in the order of the log, and lets its later events pass again', async () => {
        const poison = new Set([1]);
        const consumption = await subscribe(poisoned(poison));
        for (const caseKey of ['a', 'b', 'a']) await under.append('intake', { type: noted, caseKey });
        await arrived(consumption, 'intake', 3);
        poison.clear();
        expect(await consumption.release('a')).toBe(2);
        await under.append('intake', { type: noted, caseKey: 'a' });
        await arrived(consumption, 'intake', 4);
        expect(await effects()).toEqual(['intake:2', 'intake:1', 'intake:3', 'intake:4']);
        expect(await consumption.parked()).toEqual([]);
      });

      it('releases the cases that a common event ties together as one, in order', async () => {
        const poison = new Set([1]);
        const consumption = await subscribe(poisoned(poison));
        await under.append('intake', { type: noted, caseKey: 'lead' });
        await under.append('intake', { type: merged, caseKey: 'child', data: { leadCaseId: 'lead' } });
        await under.append('intake', { type: noted, caseKey: 'child' });
        await arrived(consumption, 'intake', 3);
        poison.clear();
        expect(await consumption.release('child')).toBe(3);
        expect(await effects()).toEqual(['intake:1', 'intake:2', 'intake:3']);
      });

      it('leaves a case parked, with what is still poison at its head, when a release fails', async () => {
        const poison = new Set([1, 2]);
        const consumption = await subscribe(poisoned(poison));
        for (let n = 0; n < 3; n += 1) await under.append('intake', { type: noted, caseKey: 'a' });
        await arrived(consumption, 'intake', 3);
        poison.delete(1);
        await expect(consumption.release('a')).rejects.toThrow('poison');
        expect(await effects()).toEqual(['intake:1']);
        expect((await consumption.parked()).map(({ position }) => position)).toEqual([2, 3]);
        poison.clear();
        expect(await consumption.release('a')).toBe(2);
        expect(await effects()).toEqual(['intake:1', 'intake:2', 'intake:3']);
      });

      it('copies what it parks', async () => {
        const consumption = await subscribe(poisoned(new Set([1, 2, 3])), {
          copy: async (deliveries, transaction) => {
            for (const delivery of deliveries) await record(delivery, { transaction, commandId: () => '' });
          },
        });
        for (const caseKey of ['a', 'a', 'b']) await under.append('intake', { type: noted, caseKey });
        await arrived(consumption, 'intake', 3);
        expect(await effects()).toEqual(['intake:1', 'intake:2', 'intake:3']);
        expect(await consumption.parked()).toHaveLength(3);
      });

      it('parks the events alone whose batch cannot be folded', async () => {
        const consumption = await subscribe(() => Promise.resolve(), {
          batch: async (deliveries, transaction) => {
            if (deliveries.some(({ envelope }) => envelope.casekey === 'bad')) throw new Error('no fold');
            for (const delivery of deliveries) await record(delivery, { transaction, commandId: () => '' });
          },
        });
        for (const caseKey of ['a', 'bad', 'b']) await under.append('intake', { type: noted, caseKey });
        await arrived(consumption, 'intake', 3);
        expect(await effects()).toEqual(['intake:1', 'intake:3']);
        expect((await consumption.parked()).map(({ position }) => position)).toEqual([2]);
      });
    });

    describe('stops', () => {
      const halted = async (consumption: Consumption): Promise<string> => {
        await eventually(() => consumption.status().state === 'stopped');
        return consumption.status().reason ?? '';
      };

      it('at a reference event that it cannot apply, with everything before it settled', async () => {
        const consumption = await subscribe((delivery, context) =>
          delivery.recorded.type === ruleAdopted ? Promise.reject(new Error('no such rule')) : record(delivery, context),
        );
        await under.append('dispatch', { type: noted });
        await under.append('dispatch', { type: ruleAdopted });
        await under.append('dispatch', { type: noted });
        expect(await halted(consumption)).toContain('dispatch:2');
        expect(consumption.positions().get('dispatch')).toBe(1);
        expect(await effects()).toEqual(['dispatch:1']);
        expect(notices.at(-1)?.kind).toBe('stopped');
      });

      it('at an unknown type or version', async () => {
        const consumption = await subscribe(record);
        await under.append('intake', { type: 'cn.huying.trial.Noted.v2' });
        expect(await halted(consumption)).toContain('unknown type cn.huying.trial.Noted.v2');
      });

      it('not at an unknown type when it was told to pass them', async () => {
        const consumption = await subscribe(record, { unknownTypes: 'pass' });
        await under.append('intake', { type: 'cn.huying.trial.Noted.v2' });
        await under.append('intake', { type: noted });
        await arrived(consumption, 'intake', 2);
        expect(await effects()).toEqual(['intake:2']);
      });

      it('when more than 50 keys are parked within a minute', async () => {
        const consumption = await subscribe(() => Promise.reject(new Error('poison')));
        for (let n = 1; n <= 60; n += 1) await under.append('intake', { type: noted, caseKey: `case ${String(n)}` });
        expect(await halted(consumption)).toContain('more than 50 keys');
        expect(consumption.positions().get('intake')).toBe(50);
        expect(await consumption.parked()).toHaveLength(50);
      });

      it('when its copy fails, and parks nothing', async () => {
        const consumption = await subscribe(record, { copy: () => Promise.reject(new Error('disk full of cats')) });
        await under.append('intake', { type: noted });
        expect(await halted(consumption)).toContain('the copy failed');
        expect(await consumption.parked()).toEqual([]);
      });
    });

    describe('resumed after it stopped', () => {
      const stopped = async (consumption: Consumption): Promise<void> => {
        await eventually(() => consumption.status().state === 'stopped');
      };

      it('goes on from its checkpoint once the cause is mended, and loses and repeats nothing', async () => {
        let mended = false;
        const consumption = await subscribe((delivery, context) =>
          delivery.recorded.type === ruleAdopted && !mended ? Promise.reject(new Error('no such rule')) : record(delivery, context),
        );
        for (const type of [noted, ruleAdopted, noted]) await under.append('dispatch', { type });
        await stopped(consumption);
        mended = true;
        expect(await consumption.resume()).toBe(true);
        await arrived(consumption, 'dispatch', 3);
        expect(await effects()).toEqual(['dispatch:1', 'dispatch:2', 'dispatch:3']);
        expect(consumption.status()).toEqual({ state: 'running' });
        expect(notices.map(({ kind }) => kind)).toEqual(['stopped', 'resumed']);
      });

      it('stops again at the same event while the cause is there', async () => {
        const consumption = await subscribe(() => Promise.reject(new Error('no such rule')));
        await under.append('dispatch', { type: ruleAdopted });
        await stopped(consumption);
        expect(await consumption.resume()).toBe(true);
        await eventually(() => notices.filter(({ kind }) => kind === 'stopped').length === 2);
        expect(consumption.status().state).toBe('stopped');
        expect(consumption.positions().get('dispatch')).toBe(0);
      });

      it('is one consumer still when it is told twice at once', async () => {
        let mended = false;
        const consumption = await subscribe((delivery, context) =>
          mended ? record(delivery, context) : Promise.reject(new Error('no such rule')),
        );
        await under.append('dispatch', { type: ruleAdopted });
        await stopped(consumption);
        mended = true;
        await Promise.all([consumption.resume(), consumption.resume()]);
        for (let n = 0; n < 20; n += 1) await under.append('dispatch', { type: noted });
        await arrived(consumption, 'dispatch', 21);
        expect(await effects()).toHaveLength(21);
        expect(notices.filter(({ kind }) => kind === 'resumed')).toHaveLength(1);
      });

      it('leaves a consumer alone that runs', async () => {
        const consumption = await subscribe(record);
        expect(await consumption.resume()).toBe(false);
        await under.append('intake', { type: noted });
        await arrived(consumption, 'intake', 1);
        expect(await effects()).toEqual(['intake:1']);
        expect(notices).toEqual([]);
      });

      it('is refused once it was ended', async () => {
        const consumption = await subscribe(record);
        await consumption.stop();
        await expect(consumption.resume()).rejects.toThrow('was ended');
      });
    });

    describe('reached', () => {
      it('answers false when the time is over, and no later than that', async () => {
        const consumption = await subscribe(record);
        const began = performance.now();
        expect(await consumption.reached(new Map([['intake', 1]]), 50)).toBe(false);
        expect(performance.now() - began).toBeLessThan(2000);
      });

      it('does not wait for sources that the consumer does not read', async () => {
        const consumption = await subscribe(record, { sources: ['intake'] });
        expect(await consumption.reached(new Map([['audit', 99]]), 0)).toBe(true);
      });

      it('answers true only once the effects are committed', async () => {
        const consumption = await subscribe(record);
        const position = await under.append('intake', { type: noted });
        await arrived(consumption, 'intake', position);
        expect(await effects()).toEqual(['intake:1']);
      });
    });

    it('keeps effects exactly once when two instances of a service consume together', async () => {
      const one = await subscribe(record);
      const other = await subscribe(record);
      for (let n = 0; n < 100; n += 1) await under.append(n % 2 === 0 ? 'intake' : 'dispatch', { type: noted, caseKey: 'a' });
      await Promise.all([one, other].flatMap((each) => [arrived(each, 'intake', 50), arrived(each, 'dispatch', 50)]));
      const all = await effects();
      expect(all).toHaveLength(100);
      expect(new Set(all).size).toBe(100);
    });
  });
}

const record: EventHandler = async ({ source, recorded }: Delivery, { transaction }: DeliveryContext) => {
  await transaction.query('INSERT INTO effect (source, position) VALUES ($1, $2)', [source, recorded.position]);
};
