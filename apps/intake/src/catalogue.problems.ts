import type { Problem } from '@huying/contracts';
import type { CatalogueRefusal } from '@huying/domain-catalogue';

export const catalogueProblems = {
  ROLE_NOT_ALLOWED: { status: 403, zh: '只有社区书记或街道可以采用服务菜单', en: 'Only the secretary or the street adopts a menu' },
  OUTSIDE_YOUR_AREA: { status: 403, zh: '不在您岗位的管辖范围内', en: 'Your post does not cover this area' },
  MENU_FAULTY: { status: 422, zh: '菜单内容有误，见 details', en: 'The menu cannot be adopted as it stands; see `details`' },
  MENU_VERSION_TAKEN: { status: 409, zh: '此版本号已用于另一份菜单', en: 'This version stands for another menu; take a new version' },
} as const satisfies Record<CatalogueRefusal, Problem>;
