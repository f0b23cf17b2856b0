import { spawn } from 'node:child_process';

/**
 * Runs a program and keeps what it prints, while a line on the terminal shows that time passes.
 * Resolves to `{ code, output }`.
 */
export function runQuietly(label, program, args, options) {
  return new Promise((resolve, reject) => {
    const started = Date.now();
    const seconds = () => ((Date.now() - started) / 1000).toFixed(0);
    const ticking = process.stderr.isTTY
      ? setInterval(() => process.stderr.write(`\r${label} … ${seconds()} s `), 500)
      : (console.error(`${label} …`), undefined);
    const child = spawn(program, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
    child.once('error', reject);
    child.once('close', (code) => {
      clearInterval(ticking);
      process.stderr.write(`${process.stderr.isTTY ? '\r' : ''}${label} ${code === 0 ? '✓' : '✗'} ${seconds()} s\n`);
      resolve({ code, output });
    });
  });
}
