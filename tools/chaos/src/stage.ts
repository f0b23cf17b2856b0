import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort, placePostgres, temporaryDataFolder } from '@huying/platform/embedded-postgres';
import { ensureDemonstration, GatewayClient, startSystem, type RunningSystem, type StartSettings } from '@huying/start';
import type { Bus, Scene } from './faults/index.js';
import { mountSmallDisk, type SmallDisk } from './machine/small-disk.js';
import { Databases } from './under-test/databases.js';
import { casesIn } from './under-test/soundness.js';
import { People, type Staff, type StaffTokens } from './under-test/people.js';
import { Submissions } from './under-test/submissions.js';

const senders = 4;
/** Holds a cluster of 40 MB and the write-ahead log of some hundred rounds. */
const diskMegabytes = 1_024;

/** A system of its own with a process for every service, on free ports, in a temporary folder, with people who submit. */
export class Stage implements Scene {
  private running: RunningSystem | undefined;
  private coming: People | undefined;
  casesBefore = 0;

  private constructor(
    /** Everything of the system lies below it. */
    readonly folder: string,
    private readonly settings: StartSettings,
    readonly disk: SmallDisk | undefined,
    readonly submissions: Submissions,
  ) {}

  /** @param ownDisk whether PostgreSQL's files are to lie on a disk that can be filled */
  static async set(bus: Bus, ownDisk: boolean, given: AbortSignal): Promise<Stage> {
    const folder = await temporaryDataFolder(`chaos-${bus}`);
    const settings = { dataDir: join(folder, 'data'), port: await freePort(), bus, demo: true, processes: true } as const;
    const disk = ownDisk ? await mountSmallDisk(join(folder, 'small-disk'), diskMegabytes) : undefined;
    if (disk !== undefined) await placePostgres(settings.dataDir, disk.folder);
    const stage = new Stage(folder, settings, disk, new Submissions(`http://127.0.0.1:${String(settings.port)}`));
    try {
      stage.running = await startSystem(settings, {}, given);
      await stage.fill(given);
      return stage;
    } catch (fault) {
      await stage.stop();
      await stage.removeData();
      throw fault;
    }
  }

  get system(): RunningSystem {
    if (this.running === undefined) throw new Error('the system is stopped');
    return this.running;
  }

  get people(): People {
    if (this.coming === undefined) throw new Error('nobody has come yet');
    return this.coming;
  }

  get databases(): Databases {
    return new Databases(this.system);
  }

  async start(): Promise<void> {
    this.running = await startSystem(this.settings);
  }

  /** Stops the system; its data stay. */
  async stop(): Promise<void> {
    const { running } = this;
    this.running = undefined;
    await running?.stop();
  }

  /** Stops everything, and nobody submits any more. */
  async end(): Promise<void> {
    await Promise.all([this.submissions.abandon(), this.coming?.abandon()]);
    await this.stop();
  }

  async removeData(): Promise<void> {
    await this.disk?.unmount();
    await rm(this.folder, { recursive: true, force: true });
  }

  private async fill(given: AbortSignal): Promise<void> {
    const { gateway, secrets, urlOf, settings } = this.system;
    const place = { gatewayUrl: gateway, dispatchUrl: urlOf('dispatch'), gatewayPrivateKey: secrets.gatewayPrivateKey };
    await ensureDemonstration(settings.dataDir, place, { given });
    this.casesBefore = await casesIn(this.databases);
    const client = new GatewayClient(gateway);
    this.submissions.begin(senders, { resident: await client.tokenOf('resident2'), clerk: await client.tokenOf('clerk') });
    this.coming = new People(`http://127.0.0.1:${String(this.settings.port)}`, await staffTokens(client));
    this.coming.begin();
  }
}

async function staffTokens(client: GatewayClient): Promise<StaffTokens> {
  const staff: readonly Staff[] = ['clerk', 'dispatcher', 'gridworker', 'callback', 'privacy', 'secretary'];
  return Object.fromEntries(await Promise.all(staff.map(async (name) => [name, await client.tokenOf(name)]))) as StaffTokens;
}
