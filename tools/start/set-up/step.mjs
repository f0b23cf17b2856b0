import { spawn } from 'node:child_process';

/** Shows that time passes on a line of the terminal while `work` runs. Its answer tells whether that went `well`, by default always. */
export async function showing(label, work, well = () => true) {
  const started = Date.now();
  const seconds = () => ((Date.now() - started) / 1000).toFixed(0);
  const ticking = process.stderr.isTTY
    ? setInterval(() => process.stderr.write(`\r${label} … ${seconds()} s `), 500)
    : (console.error(`${label} …`), undefined);
  let mark = '✗';
  try {
    const answer = await work();
    if (well(answer)) mark = '✓';
    return answer;
  } finally {
    clearInterval(ticking);
    process.stderr.write(`${process.stderr.isTTY ? '\r' : ''}${label} ${mark} ${seconds()} s\n`);
  }
}

/** Runs a program and keeps what it prints, while a line on the terminal shows that time passes. Resolves to `{ code, output }`. */
export function runQuietly(label, program, args, options) {
  const run = () =>
    new Promise((resolve, reject) => {
      const child = spawn(program, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
      let output = '';
      for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
      child.once('error', reject);
      child.once('close', (code) => resolve({ code, output }));
    });
  return showing(label, run, ({ code }) => code === 0);
}
