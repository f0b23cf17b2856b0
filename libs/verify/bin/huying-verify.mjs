#!/usr/bin/env node
// Verifies receipts, audit packs and signed statements offline. Exit code: 0 all verified, 1 one was refused, 2 it could not be tried.
import { open } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { isZip, openStatement, parseVerifierKey, sentences, verifyPack, verifyReceipt } from '../dist/index.js';

const usage =
  'huying-verify FILE… --key VKEY [--key VKEY …] [--show]   FILE: a receipt, an audit pack, a signed statement 回执、审计包或声明';

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

function refuse(file, code) {
  const { zh, en } = sentences[code];
  console.error(`✗ ${file}: ${code}\n  ${zh}\n  ${en}`);
  return false;
}

async function receipt(file, text, keys, show) {
  const verdict = await verifyReceipt(text, keys);
  if (!verdict.ok) return refuse(file, verdict.code);
  const { origin, index, size, entry, cosignedBy } = verdict;
  console.log(`✓ ${file}\n  ${origin}: entry ${index + 1} of ${size} 第 ${index + 1} 条，共 ${size} 条`);
  for (const { name, seconds } of cosignedBy) console.log(`  seen by ${name} 见证于 ${new Date(seconds * 1000).toISOString()}`);
  if (show) console.log(new TextDecoder().decode(entry));
  return true;
}

const areWords = {
  source: '来源',
  kind: '种类',
  area: '区域',
  service: '事项',
  from: '起',
  to: '止',
  status: '状态',
  responsible: '负责',
  text: '词',
};

async function pack(file, source, keys) {
  const verdict = await verifyPack(source, keys);
  if (!verdict.ok) return refuse(verdict.file === '' ? file : `${file} › ${verdict.file}`, verdict.code);
  const { origin, made, occurredBy, knownBy, positions, scope, selection, cases, files, events, proven } = verdict;
  console.log(`✓ ${file}\n  ${origin}, made ${made}: ${files} files as listed, ${cases} cases, ${events} events, ${proven} proven entries`);
  console.log(`  制作于 ${made}：${files} 个文件与清单一致，诉求 ${cases} 件，事件 ${events} 条，${proven} 条记录均有存证`);
  const asked = Object.entries(selection).map(([word, value]) => `${areWords[word] ?? word} ${word}=${value}`);
  console.log(`  asked for 所选: ${asked.join('  ')}${scope === undefined ? '' : `  (within 限于 ${scope})`}`);
  console.log(`  occurred by 截至发生 ${occurredBy}, known by 截至知悉 ${knownBy}`);
  console.log(
    `  ${Object.entries(positions)
      .map(([log, position]) => `${log}:${position}`)
      .join(' ')}`,
  );
  return true;
}

async function statement(file, text, keys) {
  const opened = await openStatement(text, keys);
  if (typeof opened === 'string') return refuse(file, opened);
  console.log(`✓ ${file}\n  ${opened.origin}: ${opened.kind}\n${opened.lines.map((line) => `  ${line}`).join('\n')}`);
  return true;
}

/** Longer than any receipt or statement. */
const textMax = 2 ** 24;

async function verify(file, keys, show) {
  const handle = await open(file);
  try {
    const { size } = await handle.stat();
    const read = async (from, length) => {
      const { buffer, bytesRead } = await handle.read(new Uint8Array(length), 0, length, from);
      return buffer.subarray(0, bytesRead);
    };
    if (isZip(await read(0, 4))) return await pack(file, { size, read }, keys);
    if (size > textMax) return refuse(file, 'PACK_FOREIGN');
    const text = new TextDecoder().decode(await read(0, size));
    return /^[^\n]+\/statements\n/.test(text) ? await statement(file, text, keys) : await receipt(file, text, keys, show);
  } finally {
    await handle.close();
  }
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
