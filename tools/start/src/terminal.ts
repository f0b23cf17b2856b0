import type { RunningSystem, SystemEvents } from './system.js';

const steps = {
  'left-over-stopped': 'Stopped what an earlier run had left 已停止之前运行的遗留进程',
  'creating-database': 'Creating the database 创建数据库',
  'starting-database': 'Starting PostgreSQL 启动 PostgreSQL',
  'starting-services': 'Starting the services 启动各服务',
} as const satisfies Record<Parameters<NonNullable<SystemEvents['onStep']>>[0], string>;

export const tellStep = (step: keyof typeof steps): void => console.log(`  ${steps[step]} …`);

export const tellDeath = (name: string, how: string): void =>
  console.error(`  ${name} has ended (${how}) and is started again 已退出，正在重新启动`);

/** Says where everything is, with commands to paste. */
export async function announce(system: RunningSystem, _given: AbortSignal): Promise<void> {
  console.log(`\n  Gateway 网关          ${system.gateway}`);
  console.log(`  API documentation     ${system.gateway}/docs`);
  await Promise.resolve();
}
