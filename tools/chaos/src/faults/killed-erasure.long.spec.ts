import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { keyOwners, type ErasureProofAnswer } from '@huying/contracts';
import { GatewayClient } from '@huying/start';
import { busOfThisRun } from '@huying/testing-bus';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { closingViolations, playRound } from '../round.js';
import { Stage } from '../stage.js';
import { killedErasures } from './killed-erasure.js';

const run = promisify(execFile);
const built = (path: string): string => fileURLToPath(new URL(`../../../../${path}`, import.meta.url));

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.set(busOfThisRun(), false, new AbortController().signal);
});
afterAll(async () => {
  await stage.end();
  await stage.removeData();
});

describe('a service that is killed when keys are destroyed and not yet recorded as destroyed', () => {
  it.each(killedErasures.map((fault) => [fault.name, fault] as const))(
    'completes the erasure once, and nothing can be read again: %s',
    async (_, fault) => {
      expect((await playRound(stage, fault)).violations).toEqual([]);
    },
  );

  it('leaves receipts that verify offline, and what people said nowhere in the clear', async () => {
    expect(stage.people.erased.length).toBeGreaterThanOrEqual(2 * killedErasures.length);
    const client = new GatewayClient(stage.system.gateway);
    const files: string[] = [];
    for (const { erasure } of stage.people.erased) {
      const proof = await vi.waitFor(
        async () => {
          const answer = await client.call<ErasureProofAnswer>({
            method: 'GET',
            path: `/v1/erasures/${erasure}/proof`,
            as: 'privacy',
          });
          expect(answer.unpublished).toBe(0);
          return answer;
        },
        { timeout: 60_000, interval: 200 },
      );
      expect(
        proof.entries
          .filter(({ type }) => type.includes('PiiErased.'))
          .map(({ source }) => source)
          .sort(),
      ).toEqual([...keyOwners].sort());
      for (const { source, position, receipt } of proof.entries) {
        const file = join(stage.folder, `${source}-${String(position)}.tlog-proof`);
        await writeFile(file, receipt ?? '');
        files.push(file);
      }
    }
    const { stdout } = await run(process.execPath, [built('tools/ledger/dist/main.js'), 'key'], {
      env: { ...process.env, HUYING_DATA_DIR: stage.system.settings.dataDir },
    });
    const keys = stdout
      .trim()
      .split('\n')
      .flatMap((vkey) => ['--key', vkey]);
    await run(process.execPath, [built('libs/verify/bin/huying-verify.mjs'), ...files, ...keys]); // Exits 1 where one does not verify.
    expect(await closingViolations(stage)).toEqual([]);
  });
});
