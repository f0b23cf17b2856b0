// Runs inside a network namespace: forwards what its parent tells it over the channel, and ends with it.
import { forward, type Way } from './forward.js';

process.once('disconnect', () => process.exit(0));
process.once('message', (ways: readonly Way[]) => {
  forward(ways).then(
    () => process.send?.('ready'),
    (fault: unknown) => {
      console.error(fault);
      process.exit(1);
    },
  );
});
