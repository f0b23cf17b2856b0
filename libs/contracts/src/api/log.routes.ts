import { defineRoutes, type Route } from './route.js';

const log = { service: 'audit', method: 'GET', tag: 'log', records: false, status: 200 } as const;
const bytes = ['application/octet-stream'];

/**
 * The tamper-evident logs (C2SP tlog-tiles), of which an index may hold slashes: `x001/000`, `000.p/7`. Checkpoints and hashes are public;
 * the entries are the auditors', unless everything here is a demonstration.
 */
export const logRoutes = (demo: boolean): readonly Route[] =>
  defineRoutes(
    {
      ...log,
      id: 'readLogCheckpoint',
      path: '/log/{log}/checkpoint',
      allow: 'public',
      answerTypes: ['text/plain'],
      summary: { en: 'The signed checkpoint of a log (signed note)', zh: '日志检查点' },
    },
    {
      ...log,
      id: 'readLogEntries',
      path: '/log/{log}/tile/entries/{index}',
      takesRest: true,
      allow: demo ? 'public' : ['AUD'],
      answerTypes: bytes,
      summary: { en: 'A bundle of entries of a log (tlog-tiles)', zh: '日志条目' },
    },
    {
      ...log,
      id: 'readLogTile',
      path: '/log/{log}/tile/{level}/{index}',
      takesRest: true,
      allow: 'public',
      answerTypes: bytes,
      summary: { en: 'A tile of hashes of a log (tlog-tiles)', zh: '日志哈希块' },
    },
  );
