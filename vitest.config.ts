import { defineConfig } from 'vitest/config';

const decorators = { decorator: { legacy: true, emitDecoratorMetadata: true } };
const resolve = { conditions: ['@huying/source', 'node', 'import', 'default'] };
const suite = (name: string, include: string[], extra: Record<string, unknown> = {}) => ({
  oxc: decorators,
  ssr: { resolve },
  resolve,
  test: { name, include, testTimeout: 60_000, hookTimeout: 120_000, ...extra },
});
const folders = '{apps,libs,tools}';

/** Tests run from the sources (condition `@huying/source`), so they need no prior build. */
export default defineConfig({
  test: {
    projects: [
      suite('unit', [`${folders}/**/src/**/*.unit.spec.ts`]),
      suite('int', [`${folders}/**/src/**/*.int.spec.ts`], {
        globalSetup: ['./libs/testing/src/postgres-for-tests.setup.ts'],
        maxWorkers: 2,
      }),
      suite('e2e', [`${folders}/**/src/**/*.e2e.spec.ts`], {
        testTimeout: 180_000,
        hookTimeout: 300_000,
        maxWorkers: 1,
        fileParallelism: false,
      }),
      suite('long', [`${folders}/**/src/**/*.long.spec.ts`], {
        testTimeout: 1_800_000,
        hookTimeout: 300_000,
        maxWorkers: 1,
        fileParallelism: false,
      }),
    ],
  },
});
