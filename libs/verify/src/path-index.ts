/**
 * Finds a path among millions by 16 bytes for each: a hash of it, and where the directory of the archive tells of it. Hashes may meet:
 * whoever finds a place there looks whether the path is the one that he meant.
 */
export class PathIndex {
  private hashes = new Float64Array(1024);
  private places = new Float64Array(1024);
  private count = 0;

  add(path: string, place: number): void {
    if (this.count === this.hashes.length) {
      this.hashes = grown(this.hashes);
      this.places = grown(this.places);
    }
    this.hashes[this.count] = hashOf(path);
    this.places[this.count] = place;
    this.count += 1;
  }

  /** Call it once, when all are added. */
  sort(): void {
    const [hashes, places] = [this.hashes.subarray(0, this.count), this.places.subarray(0, this.count)];
    const order = Uint32Array.from({ length: this.count }, (_, n) => n).sort((one, other) => (hashes[one] ?? 0) - (hashes[other] ?? 0));
    this.hashes = Float64Array.from(order, (n) => hashes[n] ?? 0);
    this.places = Float64Array.from(order, (n) => places[n] ?? 0);
  }

  /** Places at which the path may be told of. */
  *placesOf(path: string): Generator<number> {
    const hash = hashOf(path);
    for (let n = this.first(hash); n < this.count && this.hashes[n] === hash; n += 1) yield this.places[n] ?? 0;
  }

  /** Groups of places whose paths may be one and the same. */
  *doubles(): Generator<readonly number[]> {
    for (let n = 1; n < this.count; n += 1) {
      if (this.hashes[n] !== this.hashes[n - 1]) continue;
      const from = n - 1;
      while (n < this.count && this.hashes[n] === this.hashes[from]) n += 1;
      yield [...this.places.subarray(from, n)];
    }
  }

  private first(hash: number): number {
    let [low, high] = [0, this.count];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.hashes[middle] ?? 0) < hash) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function grown(values: Float64Array): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(values.length * 2);
  larger.set(values);
  return larger;
}

/** 53 bits of two multiplicative hashes: spread evenly for honest paths, and no promise against others. */
function hashOf(path: string): number {
  let [one, other] = [0x811c9dc5, 0x9e3779b1];
  for (let n = 0; n < path.length; n += 1) {
    const unit = path.charCodeAt(n);
    one = Math.imul(one ^ unit, 0x01000193);
    other = Math.imul(other ^ unit, 0x85ebca6b);
    other ^= other >>> 13;
  }
  return ((one ^ (one >>> 15)) >>> 0) * 2 ** 21 + ((other ^ (other >>> 16)) >>> 11);
}
