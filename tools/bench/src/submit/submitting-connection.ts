import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { LoadTask } from './load.process.js';

const endOfHead = Buffer.from('\r\n\r\n');

/**
 * One kept-alive connection that posts the same body again and again. It shares the machine's two cores with what it measures, so it does
 * the least that a client can: the request's bytes are made once but for the key, and of an answer only status and length are read.
 */
export class SubmittingConnection {
  private received: Buffer = Buffer.alloc(0);
  private answered: ((status: number) => void) | undefined;
  private failed: ((error: Error) => void) | undefined;

  private constructor(
    private readonly socket: Socket,
    private readonly head: string,
    private readonly rest: string,
  ) {
    socket.setNoDelay(true);
    socket.on('data', (chunk: Buffer) => {
      this.received = this.received.length === 0 ? chunk : Buffer.concat([this.received, chunk]);
      this.takeAnswer();
    });
    socket.on('error', (error) => this.failed?.(error));
    socket.on('close', () => this.failed?.(new Error('the server closed the connection')));
  }

  static async open({ origin, path, headers, body }: LoadTask): Promise<SubmittingConnection> {
    const { hostname, port, host } = new URL(origin);
    const socket = connect(Number(port), hostname);
    await once(socket, 'connect');
    const json = JSON.stringify(body);
    const given = { host, ...headers, 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(json)) };
    const lines = Object.entries(given).map(([name, value]) => `${name}: ${value}\r\n`);
    return new SubmittingConnection(socket, `POST ${path} HTTP/1.1\r\n${lines.join('')}idempotency-key: `, `\r\n\r\n${json}`);
  }

  /** Posts under a key; resolves with the answer's status once all of the answer is there. */
  submit(key: string): Promise<number> {
    return new Promise((resolve, reject) => {
      this.answered = resolve;
      this.failed = reject;
      this.socket.write(this.head + key + this.rest);
    });
  }

  close(): void {
    this.failed = undefined;
    this.socket.destroy();
  }

  private takeAnswer(): void {
    const headEnd = this.received.indexOf(endOfHead);
    if (headEnd < 0) return;
    const head = this.received.toString('latin1', 0, headEnd);
    const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1];
    if (length === undefined) {
      this.failed?.(new Error('an answer without content-length'));
      return;
    }
    if (this.received.length < headEnd + endOfHead.length + Number(length)) return;
    this.received = Buffer.alloc(0);
    this.answered?.(Number(head.slice('HTTP/1.1 '.length, 'HTTP/1.1 200'.length)));
  }
}
