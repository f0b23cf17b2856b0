import { decimal, fromBase64 } from './bytes.js';

/** A tree at one size, as its log names it (tlog-checkpoint). */
export interface TreeHead {
  readonly origin: string;
  readonly size: number;
  readonly root: Uint8Array;
}

/** Reads a checkpoint's body; extension lines are passed over. Undefined where it is malformed. */
export function parseCheckpoint(text: string): TreeHead | undefined {
  const [origin, size, root, ...extensions] = text.split('\n').slice(0, -1);
  const parsed = { size: decimal(size ?? ''), root: fromBase64(root ?? '') };
  if (origin === undefined || origin === '' || extensions.includes('') || !text.endsWith('\n')) return undefined;
  if (parsed.size === undefined || parsed.root?.length !== 32) return undefined;
  return { origin, size: parsed.size, root: parsed.root };
}
