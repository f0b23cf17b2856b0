import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { GatewayFault, problemOf, reach, signIn, type Fetch } from '@huying/replay';
import type { ExportArguments } from './export-arguments.js';

/** The export began and did not come to its end. */
export class BrokenOff extends Error {
  override readonly name = 'BrokenOff';
}

/**
 * Writes the export as it arrives; memory does not grow with it. A file gets its name once it is whole.
 *
 * @returns the bytes written
 * @throws GatewayFault, BrokenOff
 */
export async function runExport(asked: ExportArguments, standardOutput: Writable, fetch: Fetch = globalThis.fetch): Promise<number> {
  const body = await askForExport(asked, fetch);
  const { out } = asked;
  if (out === undefined) return written(body, standardOutput, { end: false });
  const part = `${out}.part`;
  try {
    const bytes = await written(body, createWriteStream(part, { mode: 0o600 }), { end: true });
    await rename(part, out);
    return bytes;
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}

async function askForExport(asked: ExportArguments, fetch: Fetch): Promise<Readable> {
  const token = asked.token ?? (await signIn(asked, fetch));
  const address = new URL(`${asked.url}/v1/audit/exports/${asked.format}`);
  for (const [name, value] of Object.entries(asked.query)) address.searchParams.set(name, value);
  const answer = await reach(fetch, address.href, { headers: { authorization: `Bearer ${token}` } }, asked.url);
  if (answer.ok && answer.body !== null) return Readable.fromWeb(answer.body as ReadableStream<Uint8Array>);
  const { status, code, detail, detailZh } = await problemOf(answer);
  throw new GatewayFault(`the gateway refused the export: ${String(status)} ${code} ${detail} ${detailZh}`);
}

async function written(body: Readable, to: Writable, options: { readonly end: boolean }): Promise<number> {
  let bytes = 0;
  body.on('data', (chunk: Uint8Array) => (bytes += chunk.length));
  try {
    await pipeline(body, to, options);
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    throw new BrokenOff(`the export broke off after ${String(bytes)} bytes (${code ?? message}); run it again 导出中断，请重新执行`, {
      cause,
    });
  }
  return bytes;
}
