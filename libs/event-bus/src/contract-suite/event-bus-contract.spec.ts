import { describe } from 'vitest';
import { busTrials, type BusUnderTest } from './bus-trial.spec.js';
import { deliversOnceInOrder } from './delivery.spec.js';
import { parksPoison } from './poison-events.spec.js';
import { tellsWhatItReached } from './reached.spec.js';
import { stopsWhereItMust } from './stops.spec.js';
import { outlivesTransientFaults } from './transient-faults.spec.js';

/** The promises of the port, which every adapter keeps (DESIGN §5). */
export function eventBusContract(adapter: string, open: () => Promise<BusUnderTest>): void {
  describe(`the bus, ${adapter}`, () => {
    const trial = busTrials(open);
    deliversOnceInOrder(trial);
    outlivesTransientFaults(trial);
    parksPoison(trial);
    stopsWhereItMust(trial);
    tellsWhatItReached(trial);
  });
}
