import { routes } from '@huying/contracts';
import { routerPathOf } from '@huying/platform-nest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DispatchUnderTest } from './dispatch-under-test.spec.js';

/** As much of Fastify as is needed here. */
interface Router {
  hasRoute(route: { readonly method: string; readonly url: string }): boolean;
}

let dispatch: DispatchUnderTest;
beforeAll(async () => {
  dispatch = await DispatchUnderTest.start();
});
afterAll(() => dispatch.stop());

describe('dispatch', () => {
  it.each(routes.filter(({ service }) => service === 'dispatch').map(({ id, method, path }) => [id, method, path] as const))(
    'serves %s: %s %s',
    (_, method, path) => {
      const router = dispatch.service.app.getHttpAdapter().getInstance() as unknown as Router;
      expect(router.hasRoute({ method, url: routerPathOf(path) })).toBe(true);
    },
  );
});
