import { execFile, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { geteuid, pid, platform } from 'node:process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { forward, type Forwarding } from './forward.js';

const run = promisify(execFile);
const ip = async (...args: readonly string[]): Promise<void> => {
  await run('ip', args);
};

/** A network namespace with one cable (a veth pair) to this machine. Loopback ports are reached over it under the same numbers. */
export interface Island {
  /** The command before a command that is to run there. */
  readonly launcher: readonly string[];
  /** Takes the cable out: packets are lost, and nobody is told. */
  cut(): Promise<void>;
  mend(): Promise<void>;
  /** Ends what forwards there, and takes the namespace away. Its processes must have ended. */
  remove(): Promise<void>;
}

export interface Ports {
  /** Of this machine's loopback, reachable from the island's. */
  readonly outside: readonly number[];
  /** Of the island's loopback, reachable from this machine's. */
  readonly inside: readonly number[];
}

/** Why there can be none here; undefined where there can. */
export function whyNoIsland(): string | undefined {
  if (platform !== 'linux' || geteuid?.() !== 0) return 'a network namespace can only be made by root, on Linux';
  if (spawnSync('ip', ['-V']).status !== 0) return 'there is no program ip (iproute2)';
  return undefined;
}

/** Makes one: its names and addresses (198.18.0.0/15, set aside for tests by RFC 2544) follow from this process's id. */
export async function makeIsland(ports: Ports): Promise<Island> {
  const name = `huying-${String(pid)}`;
  const [here, there] = [`hy${String(pid)}a`, `hy${String(pid)}b`];
  const [shore, beach] = [addressOf(1), addressOf(2)];
  const launcher = ['ip', 'netns', 'exec', name];
  let near: Forwarding | undefined;
  let far: ChildProcess | undefined;
  const remove = async (): Promise<void> => {
    near?.close();
    far?.kill('SIGKILL');
    await ip('netns', 'del', name); // The veth pair goes with it.
  };
  await ip('netns', 'add', name);
  try {
    await ip('link', 'add', here, 'type', 'veth', 'peer', 'name', there, 'netns', name);
    await ip('addr', 'add', `${shore}/30`, 'dev', here);
    await ip('link', 'set', here, 'up');
    await ip('-n', name, 'addr', 'add', `${beach}/30`, 'dev', there);
    await ip('-n', name, 'link', 'set', there, 'up');
    await ip('-n', name, 'link', 'set', 'lo', 'up');
    near = await forward([
      ...ports.outside.map((port) => ({ listen: { host: shore, port }, to: { host: loopback, port } })),
      ...ports.inside.map((port) => ({ listen: { host: loopback, port }, to: { host: beach, port } })),
    ]);
    far = await forwardThere(launcher, [
      ...ports.outside.map((port) => ({ listen: { host: loopback, port }, to: { host: shore, port } })),
      ...ports.inside.map((port) => ({ listen: { host: beach, port }, to: { host: loopback, port } })),
    ]);
  } catch (fault) {
    await remove();
    throw fault;
  }
  return {
    launcher,
    cut: () => ip('link', 'set', here, 'down'),
    mend: () => ip('link', 'set', here, 'up'),
    remove,
  };
}

const loopback = '127.0.0.1';

/** The n-th address of a network of four that belongs to this process. */
function addressOf(n: number): string {
  const network = (pid % 32_768) * 4 + n;
  return `198.${String(18 + (network >> 16))}.${String((network >> 8) & 255)}.${String(network & 255)}`;
}

async function forwardThere(launcher: readonly string[], ways: readonly object[]): Promise<ChildProcess> {
  const [program, ...args] = [...launcher, process.execPath, forwarder];
  const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  child.send(ways);
  const [said] = (await Promise.race([once(child, 'message'), once(child, 'exit')])) as readonly unknown[];
  if (said !== 'ready') throw new Error(`nothing forwards in the network namespace (${String(said)})`);
  return child;
}

/** Built, also when this runs from the sources. */
const forwarder = fileURLToPath(new URL('../../dist/machine/forwarder.process.js', import.meta.url));
