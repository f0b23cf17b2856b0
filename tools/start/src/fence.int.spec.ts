import { execFileSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ESLint } from 'eslint';
import { beforeAll, describe, expect, it } from 'vitest';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');
let eslint: ESLint;

beforeAll(() => {
  // The rule on module boundaries reads Nx's cached project graph; make it as lint in `npm test` does.
  execFileSync(process.execPath, [join(root, 'node_modules/nx/dist/bin/nx.js'), 'show', 'projects'], {
    cwd: root,
    env: { ...process.env, NX_DAEMON: 'false' },
  });
  eslint = new ESLint({
    cwd: root,
    // Where CI=true, typescript-eslint reads files from disk once, and would never see the planted text.
    overrideConfig: { files: ['**/*.ts'], languageOptions: { parserOptions: { disallowAutomaticSingleRunInference: true } } },
  });
});

/** Rules that refuse `code` when it stands in `file`. */
async function refusedBy(file: string, code: string): Promise<readonly string[]> {
  const [result] = await eslint.lintText(code, { filePath: join(root, file) });
  return [...new Set((result?.messages ?? []).map(({ ruleId, message }) => ruleId ?? message))];
}

const inDomain = 'libs/domain/case/src/index.ts';
const inContracts = 'libs/contracts/src/index.ts';
const inStore = 'libs/event-store/src/index.ts';
const inPlatform = 'libs/platform/src/index.ts';
const inIntake = 'apps/intake/src/index.ts';

const boundaries = '@nx/enforce-module-boundaries';

describe('the fence around the domain', () => {
  it.each([
    ['an npm package', `export { v7 } from 'uuid';`, boundaries],
    ['a framework', `export { Module } from '@nestjs/common';`, boundaries],
    ['an infrastructure library', `export type { EventStore } from '@huying/event-store';`, boundaries],
    ['the contracts', `export type { ServiceName } from '@huying/contracts';`, boundaries],
    ['a module of Node', `export { readFile } from 'node:fs';`, 'no-restricted-imports'],
    ['a module of Node by its old name', `export { readFile } from 'fs';`, 'no-restricted-imports'],
    ['a module loaded later', `export const later = (): Promise<unknown> => import('@huying/kernel');`, 'no-restricted-syntax'],
    ['the environment', `export const port = process.env['PORT'];`, 'no-restricted-globals'],
    ['the console', `console.log('x');`, 'no-restricted-globals'],
    ['a timer', `export const wait = setTimeout;`, 'no-restricted-globals'],
    ['the network', `export const ask = (): unknown => fetch('https://example.org');`, 'no-restricted-globals'],
    ['a way around the globals', `export const all: unknown = globalThis;`, 'no-restricted-globals'],
    ['the clock', `export const now = Date.now();`, 'no-restricted-properties'],
    ['the clock by a new date', `export const now = new Date();`, 'no-restricted-syntax'],
    ['the clock by a called date', `export const now = Date();`, 'no-restricted-syntax'],
    ['chance', `export const dice = Math.random();`, 'no-restricted-properties'],
  ])('keeps out %s', async (_, code, rule) => {
    expect(await refusedBy(inDomain, code)).toContain(rule);
  });

  it('lets in the kernel, and a date made from a given time', async () => {
    const code = `import type { Refusal } from '@huying/kernel';\n\nexport const none: readonly Refusal[] = [];\nexport const day = new Date(0);\n`;
    expect(await refusedBy(inDomain, code)).toEqual([]);
  });
});

describe('the fence between the parts', () => {
  it.each([
    ['contracts from the store', inContracts, `export type { EventStore } from '@huying/event-store';`],
    ['contracts from Nest', inContracts, `export { Module } from '@nestjs/common';`],
    ['infrastructure from Nest', inStore, `export { Module } from '@nestjs/common';`],
    ['infrastructure from the domain', inStore, `export * from '@huying/domain-case';`],
    ['the platform from Nest', inPlatform, `export { Module } from '@nestjs/common';`],
    ['the platform from infrastructure', inPlatform, `export type { EventStore } from '@huying/event-store';`],
    ['an app from another app', inIntake, `export * from '@huying/dispatch';`],
    ['an app from another app by path', inIntake, `export * from '../../dispatch/src/index.js';`],
    ['an app from the launcher', inIntake, `export * from '@huying/start';`],
    ['an app from the test library', inIntake, `export * from '@huying/testing';`],
  ])('keeps %s apart', async (_, file, code) => {
    expect(await refusedBy(file, code)).toContain(boundaries);
  });

  it('lets an app use the Nest glue', async () => {
    expect(await refusedBy(inIntake, `export type { ServiceConfig } from '@huying/platform-nest';\n`)).toEqual([]);
  });

  it('keeps the environment out of every file but config.ts and main.ts', async () => {
    expect(await refusedBy(inIntake, `export const port = process.env['PORT'];\n`)).toContain('no-restricted-globals');
  });

  it('keeps `any` out of every file', async () => {
    expect(await refusedBy(inIntake, `export const anything: any = 1;\n`)).toContain('@typescript-eslint/no-explicit-any');
  });
});
