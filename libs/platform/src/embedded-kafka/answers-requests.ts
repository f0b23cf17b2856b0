import { connect } from 'node:net';

/** ApiVersions, version 0, from a client without a name: length, key 18, version 0, correlation id 1, client id null. */
const request = Buffer.from([0, 0, 0, 10, 0, 18, 0, 0, 0, 0, 0, 1, 0xff, 0xff]);

/** True when a broker on this loopback port takes requests: it answers ApiVersions without an error. Never throws. */
export function answersRequests(port: number, timeoutMs = 2_000): Promise<boolean> {
  return new Promise((resolve) => {
    let answer = Buffer.alloc(0);
    const socket = connect(port, '127.0.0.1');
    const end = (answers: boolean): void => {
      socket.destroy();
      resolve(answers);
    };
    socket.setTimeout(timeoutMs, () => end(false));
    socket.on('error', () => end(false));
    socket.on('close', () => end(false));
    socket.on('connect', () => socket.write(request));
    socket.on('data', (chunk) => {
      answer = Buffer.concat([answer, chunk]);
      // Length, correlation id, error code.
      if (answer.length >= 10) end(answer.readInt32BE(4) === 1 && answer.readInt16BE(8) === 0);
    });
  });
}
