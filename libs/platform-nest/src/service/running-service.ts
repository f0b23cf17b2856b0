import type { DeployableName } from '@huying/contracts';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

/** A part of the system, up: its tables are migrated, its consumers run. It answers `inject` at once, and a port after `listen`. */
export interface RunningService {
  readonly name: DeployableName;
  readonly app: NestFastifyApplication;
  /** Opens the port of its configuration; resolves to its address, `http://127.0.0.1:8081`. */
  listen(): Promise<string>;
  /** Ends what is under way, then consumers, then connections. Safe to call twice. */
  close(): Promise<void>;
}
