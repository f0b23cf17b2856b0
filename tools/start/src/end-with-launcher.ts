// Preloaded into every process that the launcher starts. When the launcher is gone, however it went, so is this process: first by its
// own orderly way (SIGTERM), then by force.
const graceMs = 8_000;

process.once('disconnect', () => {
  setTimeout(() => process.exit(1), graceMs).unref();
  process.kill(process.pid, 'SIGTERM');
});
// The channel must not keep a process alive that has nothing else to do.
process.channel?.unref();

export {};
