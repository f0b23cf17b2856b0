import { chance } from '@huying/platform';
import type { CaseLife, LifeStep } from './case-life.js';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** Cases are opened from this moment on, over half a year. */
export const firstOpened = Date.parse('2024-07-01T08:00:00+08:00');
export const openedWithin = 184 * day;

const channels = ['电话', '窗口', '小程序', '网格巡查', '热线转办', '居民议事会'];
const communities = 120;
const unitsPerCommunity = 4;

interface Matter {
  readonly type: 'REPAIR' | 'ENVIRONMENT' | 'MEDIATION' | 'HOMECERT' | 'CONSULT' | 'COMPLAINT' | 'EMERGENCY';
  readonly services: readonly string[];
  /** Of a hundred cases. */
  readonly share: number;
}

/** RULES §1.5, in the shares that a community of this kind reports: most that is asked is a question. */
const matters: readonly Matter[] = [
  { type: 'CONSULT', share: 55, services: ['政策咨询', '高龄津贴咨询', '入学咨询', '医保咨询'] },
  { type: 'REPAIR', share: 18, services: ['楼道灯维修', '下水管道疏通', '路面维修', '电梯故障', '屋面渗漏'] },
  { type: 'ENVIRONMENT', share: 11, services: ['修剪树枝', '垃圾清运', '噪声扰民', '乱堆乱放'] },
  { type: 'COMPLAINT', share: 6, services: ['物业服务投诉', '停车收费投诉'] },
  { type: 'HOMECERT', share: 4, services: ['上门认证'] },
  { type: 'MEDIATION', share: 3, services: ['邻里矛盾调解'] },
  { type: 'EMERGENCY', share: 3, services: ['燃气异味', '高空坠物'] },
];
const priorities = [
  { name: '特急', share: 3, ms: 2 * hour },
  { name: '紧急', share: 17, ms: day },
  { name: '一般', share: 68, ms: 7 * day },
  { name: '复杂', share: 12, ms: 14 * day },
];
const grades = ['非常满意', '满意', '基本满意', '不满意', '非常不满意'];

/**
 * The life of the n-th case (RULES §1.4): registered by one of several channels, answered at once, handed on, refused, withdrawn, or
 * accepted, dispatched, sent back, designated, signed, contacted, suspended, extended, reported, rejected, called back, reworked, rated,
 * closed, reopened, archived, or left open. The same for the same seed and number, whatever was told before.
 */
export function tellLife(seed: number, n: number): CaseLife {
  return new Teller(seed, n).tell();
}

/** Bits of both well mixed, so that neighbours have nothing in common. */
const seedOf = (seed: number, n: number): number => Math.imul(Math.imul(n + 1, 0x9e3779b1) ^ seed, 0x85ebca6b) >>> 0;

class Teller {
  private readonly next: () => number;
  private readonly steps: LifeStep[] = [];
  private at: number;
  private cycle = 1;
  private due: number | undefined;
  private endedAt: number | undefined;
  private readonly community: number;
  private readonly matter: Matter;
  private readonly priority: (typeof priorities)[number];

  constructor(
    seed: number,
    private readonly n: number,
  ) {
    this.next = chance(seedOf(seed, n));
    this.at = firstOpened + Math.floor(this.next() * openedWithin);
    this.community = 1 + Math.floor(this.next() ** 2 * communities);
    this.matter = this.weighted(matters);
    this.priority = this.weighted(priorities);
  }

  tell(): CaseLife {
    const channel = this.oneOf(channels);
    const service = this.oneOf(this.matter.services);
    const words = `${service}，第${this.n}件：居民反映，请尽快处理。`;
    this.step('诉求登记', 'desk', 0, { description: words, type: this.matter.type });
    this.live();
    return {
      number: `HY-${String(this.n)}`,
      channel,
      department: `示范街道第${this.community}社区`,
      service,
      steps: this.steps,
      due: this.due,
      endedAt: this.endedAt,
    };
  }

  private live(): void {
    if (this.matter.type === 'EMERGENCY') {
      this.end('移送', 'desk', 10 * minute);
      return;
    }
    if (this.happens(0.005)) {
      this.end('作废', 'secretary', hour);
      return;
    }
    if (this.matter.type === 'CONSULT' && this.happens(0.9)) {
      this.step('即时答复', 'desk', 20 * minute, { answer: '已答复。' });
      this.close();
      return;
    }
    if (this.happens(this.matter.type === 'COMPLAINT' ? 0.1 : 0.03) && this.refused()) return;
    if (this.happens(0.03)) {
      this.withdrawn();
      return;
    }
    this.step('受理', 'desk', 2 * hour, { priority: this.priority.name });
    if (this.happens(0.03)) {
      this.end('并单', 'dispatcher', hour);
      return;
    }
    this.handled();
  }

  /** Whether it ended there. */
  private refused(): boolean {
    this.step('不予受理', 'secretary', 4 * hour, { reason: '不属于受理范围' });
    const at = this.at;
    if (this.happens(0.3)) {
      this.step('申请复核', 'resident', 2 * day);
      if (this.happens(0.5)) {
        this.step('撤销不予受理', 'secretary', 2 * day);
        return false;
      }
      this.step('维持不予受理', 'secretary', 2 * day);
    }
    this.endedAt = Math.max(at, this.at);
    return true;
  }

  private handled(): void {
    let returns = 0;
    for (;;) {
      this.step('派单', 'dispatcher', hour, { cycle: String(this.cycle) });
      this.due ??= this.at + this.priority.ms;
      if (this.happens(0.02)) {
        this.step('撤回派单', 'dispatcher', hour);
        continue;
      }
      if (!this.happens(returns === 0 ? 0.12 : 0.3)) break;
      returns += 1;
      this.step('申请退单', 'handler', 4 * hour, { reason: '不在职责范围' });
      if (returns > 1) {
        this.step('会商指定', 'secretary', day);
        break;
      }
      if (this.happens(0.4)) {
        this.step('驳回退单', 'dispatcher', 4 * hour);
        break;
      }
      this.step('同意退单', 'dispatcher', 4 * hour);
    }
    if (this.happens(0.02)) {
      this.withdrawn();
      return;
    }
    if (this.happens(0.015)) return; // Never signed: open to this day.
    this.worked();
  }

  private worked(): void {
    this.step('签收', 'handler', 2 * hour);
    for (let tries = 1; tries <= 3; tries += 1) {
      const reached = this.happens(0.8);
      this.step(reached ? '先行联系' : '联系未果', 'handler', 6 * hour, { try: String(tries) });
      if (reached) break;
    }
    if (this.happens(0.06)) this.paused();
    if (this.happens(0.05)) this.step('延期', 'dispatcher', day, { days: '5' });
    if (this.happens(0.012)) return; // Forgotten.
    this.step('报办结', 'handler', 2 * day, { result: '已处理，现场已恢复。' });
    for (let rejections = 0; rejections < 3 && this.happens(0.08); rejections += 1) {
      this.step('审核退回', 'reviewer', 8 * hour, { finding: '材料不齐' });
      this.step('报办结', 'handler', day, { result: '已补充。' });
    }
    this.step('审核通过', 'reviewer', 8 * hour);
    this.calledBack();
  }

  private paused(): void {
    this.step('挂账', 'secretary', day, { reason: '等待维修资金表决' });
    for (let reviews = 0; reviews < 5 && this.happens(0.4); reviews += 1) this.step('挂账复查', 'secretary', 30 * day);
    this.step('恢复办理', 'secretary', 20 * day);
  }

  private calledBack(): void {
    for (let tries = 1; tries <= 3; tries += 1) {
      this.step('回访', 'callback', day, { try: String(tries) });
      if (this.happens(0.75)) break;
    }
    if (this.cycle < 3 && this.happens(0.05)) {
      this.cycle += 1;
      this.step('发回重办', 'callback', 2 * hour, { cycle: String(this.cycle) });
      this.worked();
      return;
    }
    this.close();
    if (this.cycle < 3 && this.happens(0.02)) {
      this.cycle += 1;
      this.endedAt = undefined;
      this.step('重开', 'callback', 10 * day, { cycle: String(this.cycle) });
      this.handled();
      return;
    }
    if (this.happens(0.3)) this.step('归档', 'system', 45 * day);
  }

  private close(): void {
    if (this.happens(0.6)) this.step('评价', 'resident', 12 * hour, { grade: grades[Math.floor(this.next() ** 2 * grades.length)] ?? '' });
    this.end('结案', 'callback', 4 * hour);
  }

  private withdrawn(): void {
    this.end('撤单', 'resident', day);
  }

  private end(activity: string, by: Part, within: number): void {
    this.step(activity, by, within);
    this.endedAt = this.at;
  }

  /** The next thing, some time later: mostly well within the time given, now and then far beyond. */
  private step(activity: string, by: Part, within: number, told: Readonly<Record<string, string>> = {}): void {
    const tardy = this.happens(0.05) ? 6 : 1;
    if (within > 0) this.at += Math.floor(minute + this.next() ** 2 * within * tardy);
    const { person, unit } = this.doer(by);
    this.steps.push({ at: this.at, activity, person, unit, told });
  }

  private doer(by: Part): { readonly person: string; readonly unit: string } {
    const { post, people } = parts[by];
    const person = Math.floor(this.next() * people) * 10 + post;
    return { person: `User ${String(person)}`, unit: `Unit ${String(this.community * unitsPerCommunity + (post % unitsPerCommunity))}` };
  }

  private happens(share: number): boolean {
    return this.next() < share;
  }

  private oneOf<Item>(items: readonly [Item, ...Item[]] | readonly Item[]): Item {
    const item = items[Math.floor(this.next() * items.length)];
    if (item === undefined) throw new RangeError('nothing to choose from');
    return item;
  }

  private weighted<Item extends { readonly share: number }>(items: readonly Item[]): Item {
    let left = this.next() * items.reduce((sum, { share }) => sum + share, 0);
    const found = items.find(({ share }) => (left -= share) < 0) ?? items.at(-1);
    if (found === undefined) throw new RangeError('nothing to choose from');
    return found;
  }
}

type Part = keyof typeof parts;
/** Who does what: how many people there are of a post. */
const parts = {
  resident: { post: 0, people: 5_000 },
  desk: { post: 1, people: 60 },
  dispatcher: { post: 2, people: 30 },
  handler: { post: 3, people: 400 },
  reviewer: { post: 4, people: 30 },
  callback: { post: 5, people: 40 },
  secretary: { post: 6, people: 20 },
  system: { post: 7, people: 1 },
} as const;
