import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { startAudit, type AuditUnderTest } from '../audit-under-test.spec.js';
import { signersOf } from './signers.js';

const run = promisify(execFile);
const program = fileURLToPath(new URL('../../../../tools/ledger/outside/', import.meta.url));

/**
 * Whether Go and the program's modules can be had. Go is an outsider's tool, which nothing else here needs: without it the specs are
 * skipped, under `CI=true` too, and say so.
 */
async function goIsThere(): Promise<boolean> {
  try {
    await run('go', ['mod', 'download'], { cwd: program });
    return true;
  } catch (fault) {
    const why = fault instanceof Error ? fault.message.split('\n').slice(0, 2).join(' ') : String(fault);
    console.warn(`\nSKIPPED: no outside verifier without Go and its modules 缺少 Go，跳过外部核验: ${why}\n`);
    return false;
  }
}

export const outsideIsThere = await goIsThere();

/** One log of audit's, grown by a spec, and what somebody outside says of it. */
export interface LogSeenFromOutside {
  /** Grows the log to this many entries, publishes, and answers its checkpoint. */
  growTo(size: number): Promise<string>;
  /** Runs the outside verifier on the log as served. @returns its exit code and what it said */
  look(options?: { readonly olds?: readonly string[]; readonly receipts?: readonly string[] }): Promise<Look>;
  /** Changes what is served under a path of the log, from now on. */
  serve(path: string, change: (bytes: Buffer) => Buffer): void;
  readonly audit: AuditUnderTest;
  close(): Promise<void>;
}

export interface Look {
  readonly code: number;
  readonly said: string;
}

const log = 'volunteers';

export async function seenFromOutside(): Promise<LogSeenFromOutside> {
  const folder = await mkdtemp(join(tmpdir(), 'huying-outside-'));
  const verifier = join(folder, 'outside');
  await run('go', ['build', '-o', verifier, '.'], { cwd: program });
  const audit = await startAudit();
  const changes = new Map<string, (bytes: Buffer) => Buffer>();
  const server = await serverOf(audit, changes);
  const { vkey } = signersOf(audit.ledger, log)[0];
  let files = 0;
  const keep = async (text: string): Promise<string> => {
    const file = join(folder, `${String((files += 1))}.txt`);
    await writeFile(file, text);
    return file;
  };
  const keepAll = (option: string, texts: readonly string[] = []): Promise<readonly string[]> =>
    Promise.all(texts.map(async (text) => [option, await keep(text)])).then((pairs) => pairs.flat());

  return {
    audit,
    async growTo(size) {
      await audit.query('owner', growthOf(log), [size]);
      await audit.publish();
      return (await audit.file(`/log/${log}/checkpoint`)).bytes.toString();
    },
    async look({ olds, receipts } = {}) {
      const options = [...(await keepAll('--old', olds)), ...(await keepAll('--receipt', receipts))];
      const address = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/log/${log}`;
      return new Promise((resolve) => {
        execFile(verifier, ['--key', vkey, ...options, address], (fault, out, err) =>
          resolve({ code: fault === null ? 0 : Number(fault.code), said: out + err }),
        );
      });
    },
    serve: (path, change) => void changes.set(`/log/${log}/${path}`, change),
    async close() {
      await new Promise((resolve) => server.close(resolve));
      await audit.close();
      await rm(folder, { recursive: true });
    },
  };
}

/** Audit's files over HTTP, as the gateway passes them on. */
async function serverOf(audit: AuditUnderTest, changes: ReadonlyMap<string, (bytes: Buffer) => Buffer>): Promise<Server> {
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    void audit.file(path).then(({ status, type, bytes }) => {
      response.writeHead(status, { 'content-type': type ?? '', connection: 'close' });
      response.end(changes.get(path)?.(bytes) ?? bytes);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

/** Events of no case, straight into audit's copy: what a size needs, without the minutes that making them by commands would take. */
const growthOf = (source: string): string => `
  INSERT INTO audit_log.event (source, position, stream, stream_version, type, "time", recordedat, known_at, actor, body)
  SELECT '${source}', n, 'team-' || n, 1, 'cn.huying.volunteers.Counted.v1', '2026-06-15T09:00:00+08:00', '2026-06-15T09:00:00+08:00', '2026-06-15T09:00:00+08:00', 'spec',
         convert_to(format('{"position":"%s","specversion":"1.0","id":"%s","data":{"said":"%s"}}', n, md5(n::text), repeat('呼应', (n % 40)::integer)), 'UTF8')
    FROM generate_series((SELECT coalesce(max(position), 0) + 1 FROM audit_log.event WHERE source = '${source}'), $1::bigint) AS n`;
