import { demoArea } from '@huying/contracts';
import { gridOf } from './neighbourhood.js';
import type { GatewayClient } from './gateway-client.js';
import { photo } from './photo.js';
import { stages, type Stage, type Story } from './stories.js';

/** Who may be given an order: a unit, and its person. */
export interface Handler {
  readonly username: string;
  readonly unit: string;
  readonly person: string;
}

export type Handlers = Readonly<Record<Story['handler'], Handler>>;

const evidenceFor: Readonly<Record<string, readonly string[]>> = {
  'corridor-light': ['photo-before', 'photo-after', 'cost-source', 'sign'],
  drain: ['photo-before', 'photo-after', 'cost-source', 'sign'],
  pavement: ['photo-before', 'photo-after', 'cost-source', 'sign'],
  pruning: ['photo-before', 'photo-after'],
  rubbish: ['photo-before', 'photo-after'],
  mediation: ['sign'],
  'home-certification': ['visit-record'],
};

/**
 * Takes one case through its life by the public API, as the people who would do it. Every call has its own idempotency key, so a story
 * that was broken off is told again from the start and adds only what is missing.
 *
 * @returns the case's id.
 */
export async function tellStory(client: GatewayClient, story: Story, handlers: Handlers): Promise<string> {
  const handler = handlers[story.handler];
  const caseId = await register(client, story);
  const step = (path: string, as: string, body: object | undefined, name = path): Promise<unknown> =>
    client.call({
      method: 'POST',
      path: `/v1/cases/${caseId}/${path}`,
      as,
      key: `demo-${story.key}-${name.replaceAll('/', '-')}`,
      ...(body === undefined ? {} : { body }),
    });
  const reaches = (stage: Stage): boolean => stages.indexOf(story.until) >= stages.indexOf(stage);

  if (story.turn === 'withdrawn') await step('withdrawal', story.by, { reason: '问题已经自行解决。' });
  if (story.turn === 'answered-directly')
    await step('direct-answer', 'clerk', { answer: '年满八十周岁的当月起可以申请，带身份证和户口本。', source: '高龄津贴办事指南' });
  if (story.turn === 'answered-directly' || !reaches('accepted')) return caseId;

  await step('acceptance', 'clerk', { priority: story.priority, grid: gridOf(story.building), building: story.building });
  if (!reaches('dispatched')) return caseId;
  await step('dispatch', 'dispatcher', { unit: handler.unit, person: handler.person });
  if (story.turn === 'volunteer-hands-back') {
    await step('return-requests', handler.username, { reason: '这几天不在家，去不了。', basis: '志愿服务自愿原则' });
    await step('return-requests/approval', 'dispatcher', { reason: '同意，改派网格员。' });
    await step('dispatch', 'dispatcher', { unit: handlers.gridworker.unit, person: handlers.gridworker.person }, 'dispatch-again');
  }
  if (story.turn === 'return-approved') {
    await step('return-requests', handler.username, { reason: '此处地面属于市政道路。', basis: '物业服务合同第六条' });
    await step('return-requests/approval', 'dispatcher', { reason: '属实，由网格员协调。' });
    await step('dispatch', 'dispatcher', { unit: handlers.gridworker.unit, person: handlers.gridworker.person }, 'dispatch-again');
  }
  if (story.turn === 'return-rejected') {
    await step('return-requests', handler.username, { reason: '灯具还在保修期内，应由厂家处理。', basis: '采购合同保修条款' });
    await step('return-requests/rejection', 'dispatcher', { reason: '先由物业联系厂家，住户不等人。' });
  }
  const worker =
    story.turn === 'return-approved' || story.turn === 'volunteer-hands-back' ? handlers.gridworker.username : handler.username;
  if (reaches('signed')) await step('signature', worker, undefined);
  if (reaches('contacted')) await contact(step, story, worker);
  if (reaches('completed')) await complete(client, step, story, caseId, worker);
  if (reaches('reviewed')) await step('completion/acceptance', 'reviewer', { finding: '现场与照片一致。' });
  if (reaches('called-back')) await callBack(step, story);
  if (reaches('closed')) await step('closure', 'callback', undefined);
  return caseId;
}

type Step = (path: string, as: string, body: object | undefined, name?: string) => Promise<unknown>;

async function register(client: GatewayClient, story: Story): Promise<string> {
  const { caseId } = await client.call<{ caseId: string }>({
    method: 'POST',
    path: '/v1/cases',
    as: story.by,
    key: `demo-${story.key}-registration`,
    body: {
      area: demoArea.community,
      service: story.service,
      description: story.words,
      place: { grid: gridOf(story.building), building: story.building, spot: story.spot },
      ...(story.resident === undefined ? { contact: 'anonymous' } : { contact: 'phone', resident: story.resident }),
      ...(story.channel === undefined ? {} : { channel: story.channel }),
    },
  });
  return caseId;
}

async function contact(step: Step, story: Story, worker: string): Promise<void> {
  if (story.turn !== 'nobody-answers') {
    await step('contacts', worker, { via: 'phone', reached: true, note: '约好今天上门。' });
    return;
  }
  for (const attempt of [1, 2, 3]) await step('contacts', worker, { via: 'phone', reached: false }, `contact-${String(attempt)}`);
}

async function complete(client: GatewayClient, step: Step, story: Story, caseId: string, worker: string): Promise<void> {
  for (const kind of evidenceFor[story.service] ?? []) {
    await client.call({
      method: 'POST',
      path: `/v1/cases/${caseId}/evidence?kind=${kind}`,
      as: worker,
      key: `demo-${story.key}-evidence-${kind}`,
      bytes: { type: 'image/png', content: photo(`${story.key} ${kind}`) },
    });
  }
  await step('completion', worker, { result: '已经处理好，请住户验看。' });
  if (story.turn !== 'completion-rejected') return;
  await step('completion/rejection', 'reviewer', { reason: '照片里还有断枝没有清走。' });
  await step('completion', worker, { result: '断枝已经清走。' }, 'completion-again');
}

async function callBack(step: Step, story: Story): Promise<void> {
  // Who sent it in himself rates it himself; the others are asked on the call.
  const ratesHimself = story.by === 'resident' || story.by === 'resident2';
  await step('callback-attempts', 'callback', { answered: true, durationSeconds: 95 });
  await step('callback', 'callback', {
    answer: story.grade === '不满意' ? 'partly' : 'resolved',
    contacted: story.turn !== 'nobody-answers',
    ...(story.grade === undefined || ratesHimself ? {} : { grade: story.grade }),
  });
  if (story.grade !== undefined && ratesHimself) await step('rating', story.by, { grade: story.grade, remark: '修得很快，谢谢。' });
}
