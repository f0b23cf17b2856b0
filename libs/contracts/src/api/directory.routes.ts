import { text, written } from './answer-schema.js';
import { calendarPage, gridPage, policyPage, postPage } from './directory.answer-schemas.js';
import { AdoptCalendarBody, AreaQuery, AssignRoleBody, DefineGridBody, EndRoleBody, PostsQuery } from './directory.dto.js';
import { AdoptPolicyBody } from './policy.dto.js';
import { defineRoutes } from './route.js';

const onDirectory = { service: 'dispatch', tag: 'directory' } as const;
const write = { ...onDirectory, method: 'POST', records: true, status: 201 } as const;
const read = { ...onDirectory, method: 'GET', records: false, status: 200, allow: 'anyone' } as const;

/** What requests stand on: grids, posts, deadline policies and calendars (RULES §1.6, §3). */
export const directoryRoutes = defineRoutes(
  {
    ...write,
    id: 'defineGrid',
    answerSchema: written({ grid: text }),
    writes: 'grid',
    path: '/v1/grids',
    allow: ['SEC', 'ST', 'SYS'],
    body: DefineGridBody,
    summary: { en: 'Define a grid and its buildings', zh: '划定网格' },
  },
  {
    ...read,
    id: 'listGrids',
    answerSchema: gridPage,
    path: '/v1/grids',
    query: AreaQuery,
    summary: { en: 'Grids and their buildings', zh: '网格列表' },
  },
  {
    ...write,
    id: 'assignRole',
    answerSchema: written({ post: text }),
    path: '/v1/posts',
    allow: ['SEC', 'ST', 'SUP', 'SYS'],
    body: AssignRoleBody,
    summary: { en: 'Give a person a post', zh: '任命岗位' },
  },
  {
    ...write,
    id: 'endRole',
    answerSchema: written({ post: text }),
    writes: 'post',
    path: '/v1/posts/{postId}/end',
    allow: ['SEC', 'ST', 'SUP', 'SYS'],
    body: EndRoleBody,
    status: 200,
    summary: { en: 'End a post', zh: '卸任岗位' },
  },
  {
    ...read,
    id: 'listPosts',
    answerSchema: postPage,
    path: '/v1/posts',
    query: PostsQuery,
    summary: { en: 'Who holds which post', zh: '岗位列表' },
  },
  {
    ...write,
    id: 'adoptPolicy',
    answerSchema: written({ area: text, adopted: text }),
    writes: 'policy',
    path: '/v1/policies',
    allow: ['ST', 'SUP', 'SEC', 'SYS'],
    body: AdoptPolicyBody,
    summary: { en: 'Adopt a version of the deadline policy', zh: '采用时限政策' },
  },
  {
    ...read,
    id: 'listPolicies',
    answerSchema: policyPage,
    path: '/v1/policies',
    query: AreaQuery,
    summary: { en: 'Adopted deadline policies, the one in force marked', zh: '时限政策列表' },
  },
  {
    ...write,
    id: 'adoptCalendar',
    answerSchema: written({ area: text, adopted: text }),
    writes: 'calendar',
    path: '/v1/calendars',
    allow: ['ST', 'SUP', 'SEC', 'SYS'],
    body: AdoptCalendarBody,
    summary: { en: 'Adopt a published calendar of working days', zh: '采用工作日历' },
  },
  {
    ...read,
    id: 'listCalendars',
    answerSchema: calendarPage,
    path: '/v1/calendars',
    query: AreaQuery,
    summary: { en: 'Adopted calendars, the one in force marked', zh: '工作日历列表' },
  },
);
