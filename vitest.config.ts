import { defineConfig } from 'vitest/config';

const decorators = { decorator: { legacy: true, emitDecoratorMetadata: true } };
// No 'import' here: workers get these as --conditions of Node, and a require() would then be given ES modules.
const resolve = { conditions: ['@huying/source', 'node'] };
/**
 * Suites run one after another, in this order, each with its own number of workers. Spec files of one worker share the modules that they
 * load, NestJS among them: reading those anew for each file took longer than the specs. So no spec may leave a mark on a module.
 */
const order = ['unit', 'int', 'e2e', 'straight-path-kafka', 'int-kafka', 'e2e-kafka', 'long'];
const suite = (name: string, include: string[], extra: Record<string, unknown> = {}) => ({
  oxc: decorators,
  resolve,
  ssr: { resolve },
  // The environment in which vitest runs globalSetup files; it takes nothing from the two above.
  environments: { __vitest__: { resolve } },
  test: {
    name,
    include,
    isolate: false,
    // What a dependency has deprecated fails the run, here rather than after its next major version.
    execArgv: ['--throw-deprecation'],
    sequence: { groupOrder: order.indexOf(name) },
    testTimeout: 60_000,
    // What ran out of its time on a busy machine gets one more attempt, and `npm test` names it at its end. A wrong answer gets none.
    retry: { count: 1, condition: /^Test timed out in / },
    hookTimeout: 120_000,
    // What is waited for comes at once on a machine with nothing else to do; a second, the default, is no patience on a full one.
    expect: { poll: { timeout: 30_000 } },
    ...extra,
  },
});
const folders = '{apps,libs,tools}';
const servers = { globalSetup: ['./libs/testing/src/postgres-for-tests.setup.ts', './libs/testing/src/kafka-for-tests.setup.ts'] };
const wholeSystems = { globalSetup: servers.globalSetup.slice(1), hookTimeout: 300_000, maxWorkers: 1, fileParallelism: false };
const overKafka = { env: { HUYING_TEST_BUS: 'kafka' } };

/** Specs of services, and of what stands between them and their bus; those of the bus itself run on both adapters in any case. */
const busSpecs = [
  'apps/**/src/**/*.int.spec.ts',
  'libs/platform-nest/src/**/*.int.spec.ts',
  'tools/{import,start}/src/**/{every-route-is-served,real-histories}.int.spec.ts',
];

/** Specs run from the sources (condition `@huying/source`); the processes that they start, commands among them, run what was built. */
export default defineConfig({
  test: {
    projects: [
      suite('unit', [`${folders}/**/src/**/*.unit.spec.ts`]),
      suite('int', [`${folders}/**/src/**/*.int.spec.ts`], { ...servers, maxWorkers: 2 }),
      suite('e2e', [`${folders}/**/src/**/*.e2e.spec.ts`], { ...wholeSystems, testTimeout: 180_000 }),
      /** The straight path again, over a Kafka broker. `HUYING_TEST_BUS=kafka` puts any project on it. */
      suite('straight-path-kafka', ['tools/start/src/straight-path.e2e.spec.ts'], { ...overKafka, ...wholeSystems, testTimeout: 900_000 }),
      /** Everything again that a bus can make a difference to, over a Kafka broker (`npm run test:kafka`). */
      suite('int-kafka', busSpecs, { ...overKafka, ...servers, maxWorkers: 2, hookTimeout: 300_000 }),
      suite('e2e-kafka', [`${folders}/**/src/**/*.e2e.spec.ts`], { ...overKafka, ...wholeSystems, testTimeout: 1_800_000 }),
      suite('long', [`${folders}/**/src/**/*.long.spec.ts`], { ...wholeSystems, ...servers, testTimeout: 1_800_000 }),
    ],
  },
});
