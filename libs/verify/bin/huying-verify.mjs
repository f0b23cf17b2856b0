#!/usr/bin/env node
// Verifies receipts offline. Exit code: 0 all verified, 1 one was refused, 2 it could not be tried.
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { parseVerifierKey, sentences, verifyReceipt } from '../dist/index.js';

const usage = 'huying-verify FILE… --key VKEY [--key VKEY …] [--show]';

/** @returns the options, or undefined where they make no sense */
function readArguments() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { key: { type: 'string', multiple: true, short: 'k' }, show: { type: 'boolean', default: false } },
    });
    return positionals.length > 0 && values.key !== undefined ? { files: positionals, vkeys: values.key, show: values.show } : undefined;
  } catch {
    return undefined;
  }
}

async function verify(file, keys, show) {
  const verdict = await verifyReceipt(await readFile(file, 'utf8'), keys);
  if (!verdict.ok) {
    const { zh, en } = sentences[verdict.code];
    console.error(`✗ ${file}: ${verdict.code}\n  ${zh}\n  ${en}`);
    return false;
  }
  const { origin, index, size, entry, cosignedBy } = verdict;
  console.log(`✓ ${file}\n  ${origin}: entry ${index + 1} of ${size} 第 ${index + 1} 条，共 ${size} 条`);
  for (const { name, seconds } of cosignedBy) console.log(`  seen by ${name} 见证于 ${new Date(seconds * 1000).toISOString()}`);
  if (show) console.log(new TextDecoder().decode(entry));
  return true;
}

async function main() {
  const wanted = readArguments();
  if (wanted === undefined) throw new Error(usage);
  const keys = await Promise.all(
    wanted.vkeys.map(async (vkey) => {
      const key = await parseVerifierKey(vkey);
      if (key === undefined) throw new Error(`--key ${vkey}: no key of this form 公钥格式不对 (NAME+ID+BASE64)`);
      return key;
    }),
  );
  let all = true;
  for (const file of wanted.files) all = (await verify(file, keys, wanted.show)) && all;
  return all ? 0 : 1;
}

process.exitCode = await main().catch((fault) => {
  console.error(fault.message);
  return 2;
});
