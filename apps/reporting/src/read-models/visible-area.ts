import type { Actor } from '@huying/kernel';
import type { Conditions } from '@huying/platform-nest';

/** Narrows a question to the area of the asker's post, and within it to the area asked for. Whoever has none sees nothing. */
export const visibleIn = (actor: Actor, area: string | undefined, conditions: Conditions, column: string): Conditions =>
  conditions
    .add([actor.area ?? ''], (at) => `${at} <> '' AND starts_with(${column}, ${at})`)
    .addIf(area, (at) => `starts_with(${column}, ${at})`);
