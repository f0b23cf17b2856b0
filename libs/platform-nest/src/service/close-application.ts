import type { NestFastifyApplication } from '@nestjs/platform-fastify';

/** How long calls that are under way get to finish. The whole system must be down within 10 seconds. */
const usualPatienceMs = 3_000;

/** Closes an application: no new calls, those under way get `patienceMs`, then their connections are cut. */
export async function closeApplication(app: NestFastifyApplication, patienceMs = usualPatienceMs): Promise<void> {
  const server = app.getHttpServer();
  const cut = setTimeout(() => {
    server.closeAllConnections();
  }, patienceMs);
  try {
    await app.close();
  } finally {
    clearTimeout(cut);
  }
}
