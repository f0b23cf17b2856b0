/** Answer to the definition of a grid. `version` is the stream's. */
export interface GridAnswer {
  readonly grid: string;
  readonly version: number;
}

export interface PostAnswer {
  readonly post: string;
  readonly version: number;
}

/** Answer to the adoption of a policy or calendar. `adopted` is its version, `version` the stream's. */
export interface AdoptionAnswer {
  readonly area: string;
  readonly adopted: string;
  readonly version: number;
}

export interface GridView {
  readonly grid: string;
  readonly area: string;
  readonly name: string;
  readonly code: { readonly value: string; readonly source: string } | null;
  readonly buildings: readonly { readonly building: string; readonly name: string; readonly units: number; readonly households: number }[];
}

/** A post without the name of who holds it: publishing names needs their consent. */
export interface PostView {
  readonly post: string;
  readonly person: string;
  readonly role: string | null;
  readonly unit: string;
  readonly title: string;
  readonly area: string;
  readonly from: string;
  readonly to: string | null;
  readonly firstContact: 'duty' | 'default' | null;
  readonly grids: readonly string[];
  readonly buildings: readonly string[];
}

/** What every adopted version tells. */
export interface AdoptedVersion {
  readonly area: string;
  readonly version: string;
  /** SHA-256 of the contents in canonical form (RFC 8785). */
  readonly digest: string;
  readonly effectiveFrom: string;
  readonly adoptedAt: string;
  readonly adoptedBy: string;
  /** Whether it is the one in force, now, for the area asked about. */
  readonly inForce: boolean;
}

export interface PolicyView extends AdoptedVersion {
  readonly policy: object;
}

export interface CalendarView extends AdoptedVersion {
  readonly calendar: object;
}

/** A page of a list. `nextCursor` is absent on the last one. */
export interface Listed<Item> {
  readonly items: readonly Item[];
  readonly nextCursor?: string;
}
