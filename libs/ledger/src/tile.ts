/** Hashes of a full tile, and entries of a full bundle (tlog-tiles). */
export const tileWidth = 256;

/**
 * Where a tile stands: `level` 0 holds leaf hashes, each hash of level L + 1 is the root of a full tile of level L. `width` hashes of
 * it exist, 256 in a full one.
 */
export interface TileCoordinates {
  readonly level: number;
  readonly index: number;
  readonly width: number;
}

/** What a path below a log's prefix asks for. `entries` has level 0 bundles of the entries themselves. */
export interface TileRequest extends TileCoordinates {
  readonly kind: 'hashes' | 'entries';
}

/** Hashes that stand at a level of a tree of `size` entries. */
export const hashesAtLevel = (size: number, level: number): number => Math.floor(size / tileWidth ** level);

/** Every tile of a tree of `size` entries, lowest level first; a level's last one may be partial. */
export function tilesOf(size: number): TileCoordinates[] {
  const tiles: TileCoordinates[] = [];
  for (let level = 0; hashesAtLevel(size, level) > 0; level += 1) {
    const hashes = hashesAtLevel(size, level);
    for (let first = 0; first < hashes; first += tileWidth)
      tiles.push({ level, index: first / tileWidth, width: Math.min(tileWidth, hashes - first) });
  }
  return tiles;
}

/** The partial tiles at the right edge of a tree of `size` entries: at most one per level. */
export function partialTilesOf(size: number): TileCoordinates[] {
  const tiles: TileCoordinates[] = [];
  for (let level = 0; hashesAtLevel(size, level) > 0; level += 1) {
    const hashes = hashesAtLevel(size, level);
    const width = hashes % tileWidth;
    if (width > 0) tiles.push({ level, index: Math.floor(hashes / tileWidth), width });
  }
  return tiles;
}

/** `1234067` is `x001/x234/067`. */
export function indexPath(index: number): string {
  const digits = String(index);
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, '0').match(/\d{3}/g) ?? [];
  return groups.map((group, n) => (n < groups.length - 1 ? `x${group}` : group)).join('/');
}

/** The path of a tile below its log's prefix. */
export function tilePath({ level, index, width }: TileCoordinates, kind: TileRequest['kind'] = 'hashes'): string {
  const partial = width === tileWidth ? '' : `.p/${String(width)}`;
  return `tile/${kind === 'entries' ? kind : String(level)}/${indexPath(index)}${partial}`;
}

const pathForm = /^tile\/(entries|[0-9]|[1-5][0-9]|6[0-3])\/((?!x000\/)(?:x\d{3}\/){0,4}\d{3})(?:\.p\/([1-9]\d?|1\d\d|2[0-4]\d|25[0-5]))?$/;

/** The tile that a path names, undefined where it names none. Each tile has one path. Indexes have at most 15 digits. */
export function parseTilePath(path: string): TileRequest | undefined {
  const [, level, groups, width] = pathForm.exec(path) ?? [];
  if (level === undefined || groups === undefined) return undefined;
  const index = Number(groups.replace(/[x/]/g, ''));
  const place = { index, width: width === undefined ? tileWidth : Number(width) };
  return level === 'entries' ? { kind: 'entries', level: 0, ...place } : { kind: 'hashes', level: Number(level), ...place };
}
