import type { Route } from '@huying/contracts';
import { describe, expect, it } from 'vitest';
import { expectDocumented, type AnswerAsSent } from './documented-answer.js';

const note = {
  type: 'object',
  properties: { noteId: { type: 'string' }, pages: { type: 'integer' } },
  required: ['noteId'],
  additionalProperties: false,
};
const row = {
  service: 'intake',
  method: 'GET',
  tag: 'notes',
  allow: 'anyone',
  records: false,
  summary: { en: 'A trial', zh: '试验' },
} as const;
const rows: readonly Route[] = [
  { ...row, id: 'readNote', path: '/v1/notes/{noteId}', answerSchema: note },
  { ...row, id: 'readLatestNote', path: '/v1/notes/latest', answerSchema: { type: 'array', items: note } },
  { ...row, id: 'writeNote', method: 'POST', path: '/v1/notes', status: 201, answerSchema: note },
  { ...row, id: 'readScan', path: '/v1/notes/{noteId}/scan', answerTypes: ['image/png', 'application/pdf'] },
  { ...row, id: 'readPage', path: '/v1/notes/{noteId}/pages/{page}', takesRest: true, answerTypes: ['text/plain'] },
  { ...row, id: 'readHealth', path: '/v1/health', answerSchema: note, sameAnswerAt: [503] },
];

const json = (body: unknown, statusCode = 200): AnswerAsSent => ({
  statusCode,
  headers: { 'content-type': 'application/json; charset=utf-8' },
  body: JSON.stringify(body),
});
const holding =
  (url: string, answer: AnswerAsSent, method = 'GET') =>
  () => {
    expectDocumented(method, url, answer, rows);
  };

describe('an answer that is held to the API document', () => {
  it('passes as documented, whatever was asked in the query', () => {
    expect(holding('/v1/notes/n-1?full=true', json({ noteId: 'n-1', pages: 2 }))).not.toThrow();
    expect(holding('/v1/notes', json({ noteId: 'n-1' }, 201), 'POST')).not.toThrow();
  });

  it('fails with a member that is not documented', () => {
    expect(holding('/v1/notes/n-1', json({ noteId: 'n-1', words: 'secret' }))).toThrow(
      /readNote answered otherwise.*additional properties/,
    );
  });

  it('fails without a member that is documented', () => {
    expect(holding('/v1/notes/n-1', json({ pages: 1 }))).toThrow(/required property 'noteId'/);
  });

  it('fails with a value of another type, null among them', () => {
    expect(holding('/v1/notes/n-1', json({ noteId: 'n-1', pages: '2' }))).toThrow('data/pages must be integer');
    expect(holding('/v1/notes/n-1', json({ noteId: null }))).toThrow('data/noteId must be string');
  });

  it('fails as JSON where a file is documented, and as a file where JSON is', () => {
    const scan = { statusCode: 200, headers: { 'content-type': 'image/png' }, body: '' };
    expect(holding('/v1/notes/n-1/scan', scan)).not.toThrow();
    expect(holding('/v1/notes/n-1/scan', json({}))).toThrow('readScan answered application/json, documented as image/png, application/pdf');
    expect(holding('/v1/notes/n-1', scan)).toThrow('readNote answered image/png, documented as application/json');
    expect(holding('/v1/notes/n-1', { ...scan, headers: {} })).toThrow('readNote answered nothing');
  });

  it('fails as a success of another status, or at an address that is not documented', () => {
    expect(holding('/v1/notes', json({ noteId: 'n-1' }), 'POST')).toThrow('POST /v1/notes answered 200, which is not documented');
    expect(holding('/v1/elsewhere', json({}))).toThrow('GET /v1/elsewhere answered 200');
  });

  it('is held to the row of the address itself before one with a parameter in its place', () => {
    expect(holding('/v1/notes/latest', json([{ noteId: 'n-1' }]))).not.toThrow();
    expect(holding('/v1/notes/latest', json({ noteId: 'n-1' }))).toThrow(/readLatestNote/);
  });

  it('may come from an address whose last part holds slashes, where the row says so', () => {
    const page = { statusCode: 200, headers: { 'content-type': 'text/plain; charset=utf-8' }, body: 'once' };
    expect(holding('/v1/notes/n-1/pages/x001/000.p/7', page)).not.toThrow();
    expect(holding('/v1/notes/n-1/x001', page)).toThrow(/not documented/);
  });

  it('passes as a refusal, unless the row gives the same answer with that status', () => {
    expect(holding('/v1/notes/n-1', json({ code: 'NOT_FOUND' }, 404))).not.toThrow();
    expect(holding('/v1/health', json({ code: 'NOT_FOUND' }, 503))).toThrow(/readHealth/);
    expect(holding('/v1/health', json({ noteId: 'n-1' }, 503))).not.toThrow();
  });
});
