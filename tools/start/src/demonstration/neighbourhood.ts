import { demoArea, type AdoptMenuBody, type AdoptPolicyBody, type DefineGridBody } from '@huying/contracts';
import { readFileSync } from 'node:fs';

const { community } = demoArea;

/** Deadline policy v0 (RULES §1.6); every policy guard refuses. */
export const policy: AdoptPolicyBody = {
  area: community,
  policy: JSON.parse(readFileSync(new URL('../../demonstration/policy-v0.json', import.meta.url), 'utf8')) as AdoptPolicyBody['policy'],
};

/** What residents of the demonstration order from (点单). */
export const menu: AdoptMenuBody = {
  area: community,
  version: 'menu-1',
  items: [
    { code: 'corridor-light', zh: '楼道灯维修', en: 'Corridor light', type: 'REPAIR' },
    { code: 'drain', zh: '下水管道疏通', en: 'Blocked drain', type: 'REPAIR' },
    { code: 'pavement', zh: '路面维修', en: 'Pavement', type: 'REPAIR' },
    { code: 'pruning', zh: '修剪树枝', en: 'Pruning of trees', type: 'ENVIRONMENT' },
    { code: 'rubbish', zh: '垃圾清运', en: 'Rubbish', type: 'ENVIRONMENT' },
    { code: 'mediation', zh: '邻里矛盾调解', en: 'Mediation between neighbours', type: 'MEDIATION' },
    { code: 'home-certification', zh: '上门认证', en: 'Certification at home', type: 'HOMECERT' },
    { code: 'question', zh: '政策咨询', en: 'Question', type: 'CONSULT' },
    { code: 'complaint', zh: '投诉', en: 'Complaint', type: 'COMPLAINT' },
  ],
};

const building = (number: number) => ({ building: `B${String(number)}`, name: `${String(number)}号楼`, units: 3, households: 60 });
const codeSource = 'invented, in the form of GB/T 42448';

export const grids: readonly DefineGridBody[] = [
  {
    grid: 'G1',
    area: community,
    name: '第一网格',
    code: { value: '01014303049009000001', source: codeSource },
    buildings: [building(1), building(2), building(3), building(4)],
  },
  {
    grid: 'G2',
    area: community,
    name: '第二网格',
    code: { value: '01014303049009000002', source: codeSource },
    buildings: [building(5), building(6), building(7)],
  },
];

/** Buildings by grid, as cases name them. */
export const gridOf = (place: string): string =>
  grids.find(({ buildings }) => buildings.some((one) => one.building === place))?.grid ?? 'G1';
