/** A post that a demonstration user is given when the demonstration neighbourhood is recorded; the gateway grants nothing by this list. */
export interface DemoPost {
  readonly post: string;
  readonly role: string;
  readonly unit: string;
  readonly title: string;
  readonly area: string;
  readonly firstContact?: 'duty' | 'default';
  readonly buildings?: readonly string[];
}

/** A person of the demonstration neighbourhood (`HUYING_DEMO=on`). Invented; nobody has these names and numbers. */
export interface DemoUser {
  readonly username: string;
  /** Opaque person id: the `sub` of the user's token. */
  readonly person: string;
  readonly zh: string;
  readonly en: string;
  /** Posts, by events through dispatch's own commands. Volunteers become such through volunteers' commands. */
  readonly posts: readonly DemoPost[];
}

/** Administrative codes of the demonstration: the community's is invented (RULES §8). */
export const demoArea = { community: '430304900900', street: '430304900', district: '430304' } as const;

const units = {
  community: 'U-COM',
  property: 'U-PM',
  street: 'U-STREET',
  department: 'U-DEP',
  district: 'U-DISTRICT',
  audit: 'U-AUDIT',
} as const;
const { community, street, district } = demoArea;

const user = (username: string, zh: string, en: string, ...posts: readonly Omit<DemoPost, 'post'>[]): DemoUser => ({
  username,
  person: `demo-${username}`,
  zh,
  en,
  posts: posts.map((post, index) => ({ post: `K-${username}-${index + 1}`, ...post })),
});

/** One user for each role, and a second resident and handler, so that "not you" can be shown. */
export const demoUsers: readonly DemoUser[] = [
  user('resident', '居民', 'Resident'),
  user('resident2', '另一位居民', 'Another resident'),
  user('firstcontact', '首问责任人', 'First-contact owner', {
    role: 'FQ',
    unit: units.community,
    title: '首问责任人',
    area: community,
    firstContact: 'duty',
  }),
  user('clerk', '受理员', 'Intake clerk', {
    role: 'ACC',
    unit: units.community,
    title: '党群服务站受理员',
    area: community,
    firstContact: 'default',
  }),
  user('dispatcher', '派单员', 'Dispatcher', { role: 'DIS', unit: units.community, title: '社区党组织接单岗', area: community }),
  user('steward', '物管家', 'Property steward (handler)', { role: 'HAN', unit: units.property, title: '物管家', area: community }),
  user('gridworker', '网格员', 'Grid worker (handler)', { role: 'HAN', unit: units.community, title: '网格员', area: community }),
  user('lead', '承办单位负责人', 'Lead of the handling unit', {
    role: 'HLD',
    unit: units.property,
    title: '物业项目经理',
    area: community,
  }),
  user('reviewer', '审核员', 'Completion reviewer', { role: 'REV', unit: units.community, title: '办结审核员', area: community }),
  user('callback', '回访员', 'Callback officer', { role: 'CBK', unit: units.community, title: '回访员', area: community }),
  user('secretary', '社区书记', 'Community secretary', { role: 'SEC', unit: units.community, title: '社区书记', area: community }),
  user('street', '街道协调岗', 'Street coordinator', { role: 'ST', unit: units.street, title: '街道吹哨办', area: street }),
  user('department', '报到单位', 'Responding department', { role: 'DEP', unit: units.department, title: '区直部门报到岗', area: district }),
  user('supervisor', '区督查', 'District supervisor', { role: 'SUP', unit: units.district, title: '区督查室', area: district }),
  user('auditor', '审计员', 'District auditor', { role: 'AUD', unit: units.audit, title: '区纪检审计', area: district }),
  user(
    'auditlead',
    '审计组长',
    'Lead of the audit unit',
    { role: 'AUL', unit: units.audit, title: '区纪检审计组长', area: district },
    { role: 'AUD', unit: units.audit, title: '区纪检审计', area: district },
  ),
  user('privacy', '个人信息保护负责人', 'Data protection officer', {
    role: 'DPO',
    unit: units.district,
    title: '个人信息保护负责人',
    area: district,
  }),
  user('volunteer', '志愿者', 'Volunteer'),
  user('leader', '志愿队长', 'Leader of a volunteer team'),
];
