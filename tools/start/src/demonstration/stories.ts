import type { RatingBody, RegisterCaseBody } from '@huying/contracts';

/** How far a case of the demonstration has come, along the straight path (RULES §1.4). */
export const stages = [
  'registered',
  'accepted',
  'dispatched',
  'signed',
  'contacted',
  'completed',
  'reviewed',
  'called-back',
  'closed',
] as const;
export type Stage = (typeof stages)[number];

/** What happens in it besides the straight path. */
export type Turn =
  | 'answered-directly'
  | 'withdrawn'
  | 'return-approved'
  | 'return-rejected'
  | 'completion-rejected'
  | 'nobody-answers'
  | 'volunteer-hands-back';

export interface Story {
  /** Part of every idempotency key of the case: never changes. */
  readonly key: string;
  readonly until: Stage;
  readonly service: string;
  readonly words: string;
  readonly building: string;
  readonly spot: string;
  /** Invented; numbers begin with 100, which nobody has. Without one the case is anonymous. */
  readonly resident?: { readonly name: string; readonly phone: string };
  /** Who sends it in. */
  readonly by: 'resident' | 'resident2' | 'firstcontact' | 'clerk';
  readonly channel?: RegisterCaseBody['channel'];
  readonly priority: 'critical' | 'urgent' | 'normal' | 'complex';
  readonly handler: 'steward' | 'gridworker' | 'volunteer';
  readonly grade?: RatingBody['grade'];
  readonly turn?: Turn;
}

const lin = { name: '林小满', phone: '10010000001' };
const zhou = { name: '周立秋', phone: '10010000002' };
const he = { name: '何谷雨', phone: '10010000003' };
const tan = { name: '谭白露', phone: '10010000004' };
const deng = { name: '邓冬至', phone: '10010000005' };

/** Twenty-one cases, two of every turn that a week in a neighbourhood takes. The first is the one that the start shows how to replay. */
export const stories: readonly Story[] = [
  {
    key: 'light-b3',
    until: 'closed',
    service: 'corridor-light',
    words: '三号楼二单元三层的楼道灯坏了一个星期，晚上老人上楼看不见。',
    building: 'B3',
    spot: '2单元3层',
    resident: lin,
    by: 'resident',
    priority: 'normal',
    handler: 'steward',
    grade: '非常满意',
    turn: 'return-rejected',
  },
  {
    key: 'drain-b1',
    until: 'closed',
    service: 'drain',
    words: '一楼厨房的下水管道堵了，污水倒灌。',
    building: 'B1',
    spot: '1单元101',
    resident: zhou,
    by: 'firstcontact',
    channel: 'phone',
    priority: 'urgent',
    handler: 'steward',
    grade: '满意',
  },
  {
    key: 'branches-b5',
    until: 'closed',
    service: 'pruning',
    words: '五号楼东侧的樟树枝压住了晾衣杆。',
    building: 'B5',
    spot: '东侧绿地',
    resident: he,
    by: 'clerk',
    channel: 'counter',
    priority: 'normal',
    handler: 'gridworker',
    grade: '基本满意',
    turn: 'completion-rejected',
  },
  {
    key: 'pension-b6',
    until: 'closed',
    service: 'home-certification',
    words: '父亲卧床，请上门做养老待遇资格认证。',
    building: 'B6',
    spot: '3单元602',
    resident: tan,
    by: 'clerk',
    channel: 'counter',
    priority: 'normal',
    handler: 'volunteer',
    grade: '非常满意',
  },
  {
    key: 'pavement-b2',
    until: 'closed',
    service: 'pavement',
    words: '二号楼门口的地砖松了，下雨天绊人。',
    building: 'B2',
    spot: '单元门口',
    resident: deng,
    by: 'firstcontact',
    channel: 'phone',
    priority: 'normal',
    handler: 'steward',
    grade: '不满意',
    turn: 'return-approved',
  },
  {
    key: 'rubbish-b7',
    until: 'closed',
    service: 'rubbish',
    words: '七号楼后面堆了装修垃圾，没人清。',
    building: 'B7',
    spot: '楼后空地',
    resident: lin,
    by: 'clerk',
    channel: 'counter',
    priority: 'normal',
    handler: 'gridworker',
    grade: '满意',
    turn: 'nobody-answers',
  },
  {
    key: 'light-b4',
    until: 'called-back',
    service: 'corridor-light',
    words: '四号楼一单元的灯一直亮着，白天也不灭。',
    building: 'B4',
    spot: '1单元',
    resident: zhou,
    by: 'clerk',
    channel: 'phone',
    priority: 'normal',
    handler: 'steward',
  },
  {
    key: 'drain-b6',
    until: 'reviewed',
    service: 'drain',
    words: '地下车库入口的雨水篦子堵了。',
    building: 'B6',
    spot: '车库入口',
    resident: he,
    by: 'firstcontact',
    channel: 'phone',
    priority: 'urgent',
    handler: 'steward',
  },
  {
    key: 'visit-b2',
    until: 'reviewed',
    service: 'home-certification',
    words: '母亲腿脚不便，请上门认证。',
    building: 'B2',
    spot: '1单元401',
    resident: tan,
    by: 'clerk',
    channel: 'counter',
    priority: 'normal',
    handler: 'gridworker',
  },
  {
    key: 'quarrel-b5',
    until: 'completed',
    service: 'mediation',
    words: '楼上夜里搬动家具，说过几次没有用，想请人调解。',
    building: 'B5',
    spot: '2单元502',
    resident: deng,
    by: 'firstcontact',
    channel: 'counter',
    priority: 'complex',
    handler: 'gridworker',
  },
  {
    key: 'branches-b1',
    until: 'contacted',
    service: 'pruning',
    words: '枯枝悬在小路上方，怕砸到孩子。',
    building: 'B1',
    spot: '南侧小路',
    resident: lin,
    by: 'resident',
    priority: 'urgent',
    handler: 'gridworker',
  },
  {
    key: 'shopping-b7',
    until: 'signed',
    service: 'home-certification',
    words: '独居老人需要人陪着去办认证。',
    building: 'B7',
    spot: '1单元302',
    resident: zhou,
    by: 'clerk',
    channel: 'phone',
    priority: 'normal',
    handler: 'volunteer',
  },
  {
    key: 'pavement-b4',
    until: 'signed',
    service: 'pavement',
    words: '四号楼前的路面塌了一个小坑。',
    building: 'B4',
    spot: '楼前路',
    resident: he,
    by: 'clerk',
    channel: 'patrol',
    priority: 'urgent',
    handler: 'steward',
  },
  {
    key: 'light-b6',
    until: 'dispatched',
    service: 'corridor-light',
    words: '六号楼五层的感应灯不亮。',
    building: 'B6',
    spot: '2单元5层',
    resident: tan,
    by: 'clerk',
    channel: 'phone',
    priority: 'normal',
    handler: 'steward',
  },
  {
    key: 'escort-b3',
    until: 'dispatched',
    service: 'home-certification',
    words: '请志愿者上门帮忙用手机认证。',
    building: 'B3',
    spot: '3单元201',
    resident: deng,
    by: 'clerk',
    channel: 'phone',
    priority: 'normal',
    handler: 'volunteer',
    turn: 'volunteer-hands-back',
  },
  {
    key: 'drain-b7',
    until: 'accepted',
    service: 'drain',
    words: '七号楼一层走廊返水。',
    building: 'B7',
    spot: '1层走廊',
    resident: lin,
    by: 'firstcontact',
    channel: 'phone',
    priority: 'urgent',
    handler: 'steward',
  },
  {
    key: 'rubbish-b1',
    until: 'accepted',
    service: 'rubbish',
    words: '垃圾桶满了两天没有人收。',
    building: 'B1',
    spot: '北门垃圾点',
    by: 'resident2',
    priority: 'normal',
    handler: 'gridworker',
  },
  {
    key: 'branches-b3',
    until: 'registered',
    service: 'pruning',
    words: '树枝挡住了三号楼的路灯。',
    building: 'B3',
    spot: '西侧路口',
    resident: zhou,
    by: 'clerk',
    channel: 'counter',
    priority: 'normal',
    handler: 'gridworker',
  },
  {
    key: 'complaint-b2',
    until: 'registered',
    service: 'complaint',
    words: '报修以后物业三天没有回话。',
    building: 'B2',
    spot: '3单元502',
    resident: he,
    by: 'resident2',
    priority: 'normal',
    handler: 'gridworker',
  },
  {
    key: 'question-b5',
    until: 'called-back',
    service: 'question',
    words: '高龄津贴什么时候可以申请，要带什么材料？',
    building: 'B5',
    spot: '1单元101',
    resident: tan,
    by: 'clerk',
    channel: 'counter',
    priority: 'normal',
    handler: 'gridworker',
    turn: 'answered-directly',
  },
  {
    key: 'rubbish-b4',
    until: 'registered',
    service: 'rubbish',
    words: '楼道里有人堆放纸箱，已经自己清走了。',
    building: 'B4',
    spot: '2单元1层',
    resident: deng,
    by: 'resident',
    priority: 'normal',
    handler: 'gridworker',
    turn: 'withdrawn',
  },
];
