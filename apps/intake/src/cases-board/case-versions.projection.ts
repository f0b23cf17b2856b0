import { eventTypes } from '@huying/contracts';
import { streamVersions } from '@huying/event-bus';

/** How far the streams of cases and of their orders had come when the board was folded: what a case's `ETag` says. */
export const caseVersions = streamVersions(
  'case_versions_v1',
  [...eventTypes.values()].filter(({ category }) => category === 'case' || category === 'order'),
);
