/**
 * True where the area of a post covers a place's: administrative codes nest by prefix (430304 ⊃ 430304900 ⊃ 430304900900).
 * A post without an area covers nothing.
 */
export function covers(postArea: string | undefined, area: string): boolean {
  return postArea !== undefined && postArea !== '' && area.startsWith(postArea);
}
