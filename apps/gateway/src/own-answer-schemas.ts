import { answerSchema as form, services } from '@huying/contracts';
import { roles } from '@huying/kernel';

const { closed, flag, listOf, oneOf, tableOf, text, written } = form;

/** A role that somebody holds now; everybody is a resident (`RES`), of no unit and no area. */
const heldRole = closed({ role: oneOf(roles), unit: text, area: text }, ['unit', 'area']);
export const me = closed({ person: text, roles: listOf(heldRole) });

export const firstPost = written({ post: text });

export const liveness = closed({ status: oneOf(['live']) });
/** By name: `ok`, or a state without its reason. */
const checks = tableOf(text);
export const readiness = closed({
  ready: flag,
  degraded: flag,
  checks,
  services: closed(Object.fromEntries(services.map((service) => [service, text]))),
});

export const demoToken = closed({
  token: text,
  tokenType: oneOf(['Bearer']),
  expiresInSeconds: { type: 'integer', minimum: 1 },
  person: text,
});
export const demoUserList = closed({
  items: listOf(closed({ username: text, person: text, zh: text, en: text, roles: listOf(oneOf(roles)) })),
});
