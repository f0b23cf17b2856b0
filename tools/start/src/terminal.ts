import { demoUsers } from '@huying/contracts';
import type { RecordedDemonstration } from './demonstration/record-demonstration.js';
import { stories } from './demonstration/stories.js';
import type { RunningSystem, SystemStep } from './system.js';

const steps = {
  'left-over-stopped': 'Stopped what an earlier run had left 已停止之前运行的遗留进程',
  'creating-database': 'Creating the database 创建数据库',
  'starting-database': 'Starting PostgreSQL 启动 PostgreSQL',
  'fetching-broker': 'Fetching the Kafka broker (once) 下载 Kafka（仅一次）',
  'creating-broker': 'Creating the Kafka broker’s storage 创建 Kafka 存储',
  'starting-broker': 'Starting Kafka 启动 Kafka',
  'starting-services': 'Migrating and starting the services 迁移并启动各服务',
} as const satisfies Record<SystemStep, string>;

export const tellStep = (step: SystemStep): void => console.log(`  ${steps[step]} …`);

export const tellDeath = (name: string, how: string): void =>
  console.error(`  ${name} has ended (${how}) and is started again 已退出，正在重新启动`);

export function tellRecording(done: number, of: number): void {
  const text = `  Recording the demonstration neighbourhood 写入示范社区 ${String(done)}/${String(of)}`;
  if (process.stdout.isTTY) process.stdout.write(`\r${text}${done === of ? '\n' : ''}`);
  else if (done === of) console.log(text);
}

/** Says where the system is and what to do with it, with commands to paste. */
export function announce(
  { gateway, brokers, settings, logsDir }: RunningSystem,
  demonstration: RecordedDemonstration | undefined,
  setUpToken?: string,
): void {
  console.log(`
  Gateway 网关             ${gateway}
  API documentation 接口   ${gateway}/docs   (${gateway}/openapi.json)
  Data and logs 数据与日志 ${settings.dataDir}, ${logsDir}`);
  if (brokers !== undefined) console.log(`  Kafka broker 消息代理    ${brokers}   (topics huying.*.events.v1)`);
  if (demonstration !== undefined) announceDemonstration(gateway, demonstration);
  if (setUpToken !== undefined) announceSetUp(gateway, setUpToken);
  console.log('\n  Ctrl-C stops everything. 按 Ctrl-C 停止。');
}

function announceDemonstration(gateway: string, { cases }: RecordedDemonstration): void {
  const users = demoUsers.map(({ username, zh, en, posts }) => {
    const roles = posts.map(({ role }) => role).join(' ') || 'RES';
    return `    ${username.padEnd(14)}${roles.padEnd(5)} ${zh} ${en}`;
  });
  const where = gateway === 'http://127.0.0.1:8080' ? '' : `HUYING_URL=${gateway} `;
  const shown = cases[stories[0]?.key ?? ''] ?? '';
  console.log(`
  Demonstration users 示范用户 (HUYING_DEMO=on, this machine only)
${users.join('\n')}

  Sign in 登录
    TOKEN=$(curl -s ${gateway}/dev/token -H 'content-type: application/json' -d '{"username":"auditor"}' | node -p 'JSON.parse(require("fs").readFileSync(0)).token')
    curl -s "${gateway}/v1/audit/cases/${shown}/history" -H "authorization: Bearer $TOKEN"

  Replay a case of the demonstration 回放一个诉求
    ${where}npm run replay -- ${shown}

  Import a history file 导入历史案件
    ${where}npm run import -- --format xes-csv tools/start/demonstration/permits.csv`);
}

function announceSetUp(gateway: string, token: string): void {
  console.log(`
  Nobody holds a post yet. Whoever signs in at your OIDC provider and sends this once becomes the first secretary:
  目前无人任职。通过 OIDC 登录后发送一次以下请求，即成为首任书记：
    curl -s ${gateway}/v1/setup/first-secretary -H "authorization: Bearer $TOKEN" -H 'content-type: application/json' \\
      -d '{"token":"${token}","area":"430304900900","unit":"U-COM","title":"社区书记"}'`);
}
