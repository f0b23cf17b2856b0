import type { DataSource } from 'typeorm';

/** A claim so old was left by a process that died: an append gives up long before. */
const staleAfterSeconds = 120;

const take = `
  INSERT INTO evidence.claim AS held (content_key, case_id, holders) VALUES ($1, $2, 1)
  ON CONFLICT (content_key) DO UPDATE SET
    case_id = excluded.case_id,
    holders = CASE WHEN held.case_id = excluded.case_id THEN held.holders + 1 ELSE 1 END,
    claimed_at = now()
  WHERE held.case_id = excluded.case_id OR held.holders <= 0 OR held.claimed_at < now() - make_interval(secs => ${staleAfterSeconds})
  RETURNING 1`;

/** Lets one case at a time decide about a content, whichever process it asks. */
export class EvidenceClaims {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Runs `decide` while no other case decides about the same content. Uploads of one case never wait for one another.
   *
   * @returns undefined, without running it, when another case is deciding at this moment: ask again.
   */
  async whileHeld<Result>(contentKey: string, caseId: string, decide: () => Promise<Result>): Promise<Result | undefined> {
    const taken = await this.dataSource.query<unknown[]>(take, [contentKey, caseId]);
    if (taken.length === 0) return undefined;
    try {
      return await decide();
    } finally {
      await this.release(contentKey, caseId);
    }
  }

  private async release(contentKey: string, caseId: string): Promise<void> {
    const values = [contentKey, caseId];
    await this.dataSource.query('UPDATE evidence.claim SET holders = holders - 1 WHERE content_key = $1 AND case_id = $2', values);
    await this.dataSource.query('DELETE FROM evidence.claim WHERE content_key = $1 AND holders <= 0', [contentKey]);
  }
}
