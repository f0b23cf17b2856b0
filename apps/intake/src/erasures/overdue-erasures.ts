import type { OverdueWork } from '@huying/platform-nest';
import type { ErasuresQuery } from './erasures.query.js';

/** Approved erasures that are not complete after an hour: a person waits to be forgotten. */
export const overdueErasures = (erasures: Pick<ErasuresQuery, 'overdue'>): OverdueWork => ({
  work: 'erasures',
  count: () => erasures.overdue(),
  told: (count) =>
    `${String(count)} approved more than an hour ago and not carried out by every service: GET /v1/erasures?status=overdue says which is missing`,
});
