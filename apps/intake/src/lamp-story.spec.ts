import { defaultPolicy, workCalendar } from '@huying/domain-deadline';
import { area, staff } from './intake-for-tests.spec.js';

export { area };
export const rules = {
  policy: defaultPolicy,
  calendar: workCalendar({ version: '2026', years: [2026, 2027], offDays: [], makeUpDays: [] }),
};
export const handler = staff('HAN', 'H1', 'U-PM');
export const menu = {
  area,
  version: '2026-1',
  items: [
    { code: 'LAMP', zh: '楼道灯', en: 'Corridor lamp', type: 'REPAIR' },
    { code: 'PRUNE', zh: '修剪树枝', en: 'Pruning', type: 'ENVIRONMENT' },
    { code: 'ASK', zh: '咨询', en: 'Consultation', type: 'CONSULT' },
  ],
};
export const planted = { name: '李小明', phone: '10059077769', words: '三楼的灯坏了三天了', spot: '302室门口' };
export const lamp = {
  area,
  service: 'LAMP',
  description: planted.words,
  contact: 'phone',
  resident: { name: planted.name, phone: planted.phone },
  place: { building: 'B3', spot: planted.spot },
};
