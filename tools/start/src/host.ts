// Hosts every service and the gateway in one Node process. The launcher starts it and sends each one's environment over the channel,
// where no process list shows the passwords in it.
import { createAudit, loadAuditConfig } from '@huying/audit';
import { services, type DeployableName, type ServiceName } from '@huying/contracts';
import { createDispatch } from '@huying/dispatch';
import { createGateway, injectTransport, loadGatewayConfig } from '@huying/gateway';
import { createIntake } from '@huying/intake';
import { loadServiceConfig, type RunningService } from '@huying/platform-nest';
import { createReporting } from '@huying/reporting';
import { createVolunteers } from '@huying/volunteers';
import { sentencesFor } from './start-fault.js';
import type { Environment } from './environments.js';

const create: Readonly<Record<ServiceName, (environment: Environment) => Promise<RunningService>>> = {
  intake: (environment) => createIntake(loadServiceConfig('intake', environment)),
  dispatch: (environment) => createDispatch(loadServiceConfig('dispatch', environment)),
  volunteers: (environment) => createVolunteers(loadServiceConfig('volunteers', environment)),
  reporting: (environment) => createReporting(loadServiceConfig('reporting', environment)),
  audit: (environment) => createAudit(loadAuditConfig(environment)),
};

const started: RunningService[] = [];

process.once('message', (environments: Readonly<Record<DeployableName, Environment>>) => {
  host(environments).catch((fault: unknown) => {
    console.error(sentencesFor(fault).join('\n'));
    process.exit(1);
  });
});
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop());

async function host(environments: Readonly<Record<DeployableName, Environment>>): Promise<void> {
  const running = await Promise.all(
    services.map(async (name) => {
      const service = await create[name](environments[name]);
      started.unshift(service);
      // Also on a port of its own: the launcher makes the very first posts there, with a call signed as the gateway signs.
      await service.listen();
      return [name, injectTransport(service)] as const;
    }),
  );
  const gateway = await createGateway(loadGatewayConfig(environments.gateway, Object.fromEntries(running)));
  started.unshift(gateway);
  await gateway.listen();
}

/** The gateway was started last and is closed first. */
async function stop(): Promise<void> {
  const [gateway, ...others] = started;
  await gateway?.close().catch(() => undefined);
  await Promise.allSettled(others.map((service) => service.close()));
  process.exit(0);
}
