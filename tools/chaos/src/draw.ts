import { chance } from '@huying/platform';

/** So many items, drawn as from a shuffled deck: none comes again before all the others have come. The same for the same seed. */
export function draw<Item>(items: readonly Item[], rounds: number, seed: number): readonly Item[] {
  const next = chance(seed);
  const drawn: Item[] = [];
  while (drawn.length < rounds && items.length > 0) drawn.push(...shuffled(items, next));
  return drawn.slice(0, rounds);
}

/** Fisher and Yates's shuffle. */
function shuffled<Item>(items: readonly Item[], next: () => number): readonly Item[] {
  const deck = [...items];
  for (let left = deck.length - 1; left > 0; left--) {
    const other = Math.floor(next() * (left + 1));
    const [a, b] = [deck[left], deck[other]];
    if (a !== undefined && b !== undefined) [deck[left], deck[other]] = [b, a];
  }
  return deck;
}
