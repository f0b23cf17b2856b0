import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startAudit, type AuditUnderTest } from '../audit-under-test.spec.js';
import { lampStory, permitCase, permitStory } from '../case-story.spec.js';

let audit: AuditUnderTest;
beforeAll(async () => {
  audit = await startAudit();
  await audit.tell([...lampStory(), ...permitStory()]);
});
afterAll(() => audit.close());

const migrated = async (): Promise<readonly string[]> => {
  await audit.query('owner', await readFile(new URL('../../migrations/0010_case_index_of_closed_imports.sql', import.meta.url), 'utf8'));
  const built = await audit.query<{ projection: string }>(
    'owner',
    "SELECT projection FROM event_bus.built_projection WHERE consumer = 'audit' ORDER BY projection",
  );
  return built.map(({ projection }) => projection);
};

describe('the migration of the case index', () => {
  it('leaves an index alone that has every imported case, and has one built anew that lacks one', async () => {
    const before = await migrated();
    expect(before).toContain('case_index_v1');
    await audit.query('owner', 'DELETE FROM read.case_index_v1 WHERE key = $1', [permitCase]);
    expect(await migrated()).toEqual(before.filter((name) => name !== 'case_index_v1'));
  });
});
