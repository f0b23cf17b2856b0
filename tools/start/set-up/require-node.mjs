// Imported first, for its effect: a sentence instead of a syntax error or a puzzling crash on an old Node.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Huying needs Node 20.19 or newer; this is Node ${process.versions.node}. Install a newer Node and run the command again.`);
  console.error(`呼应需要 Node 20.19 或更高版本，当前为 ${process.versions.node}。请安装新版 Node 后重新运行。`);
  process.exit(1);
}
