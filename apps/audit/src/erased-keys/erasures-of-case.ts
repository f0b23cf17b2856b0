import type { TombstoneView } from '@huying/contracts';
import type { Delivery } from '@huying/event-bus';
import { shanghai } from '@huying/kernel';
import type { Ask } from '../case-lookup/case-events.js';
import { erasedKeys } from './erased-keys.projection.js';

/** The erasures that have made sealed parts of these events unreadable, each once, the earliest first. Nothing is opened to tell. */
export async function erasuresOf(ask: Ask, events: readonly Delivery[]): Promise<readonly TombstoneView[]> {
  const kids = new Set(events.flatMap(({ envelope }) => (envelope.data.sealed ?? []).map(({ kid }) => kid)));
  if (kids.size === 0) return [];
  const rows = await ask<{ erasure: string; basis: string; at: Date }>(
    `SELECT erasure, basis, min(at) AS at FROM ${erasedKeys.table.in('read')} WHERE key = ANY ($1) GROUP BY erasure, basis ORDER BY 3, 1`,
    [[...kids]],
  );
  return rows.map(({ erasure, basis, at }) => ({ erasure, basis, at: shanghai(at.getTime()) }));
}
