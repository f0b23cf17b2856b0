// `npm run start:kafka`: the embedded system as `npm start` runs it, over a real Kafka broker (DESIGN §11). Needs Java and, once, Maven.
process.env.HUYING_BUS = 'kafka';
await import('./start.mjs');
