/** One thing that must be well for a service to do its work. */
export interface ReadinessCheck {
  /** `event-store`, `consumer dispatch`; the same for ever. */
  readonly name: string;
  /**
   * `blocks`: while it fails the service cannot answer calls, so it is not ready (the default). `tells`: calls are still answered; a
   * load balancer that took every instance away would turn lateness into an outage. It is told all the same.
   */
  readonly weight?: 'blocks' | 'tells';
  /** Nothing when all is well, else what is wrong: a sentence for operators, without personal data. */
  check(): Promise<string | undefined>;
}

export interface Readiness {
  readonly ready: boolean;
  /** Something is wrong that calls do not depend on. */
  readonly degraded: boolean;
  /** By name: `ok`, or what is wrong. */
  readonly checks: Readonly<Record<string, string>>;
}

/** Asks everything at once; what takes longer than `timeoutMs` counts as failed. */
export async function readinessOf(checks: readonly ReadinessCheck[], timeoutMs = 2000): Promise<Readiness> {
  const answers = await Promise.all(checks.map(async (check) => ({ ...check, fault: await faultOf(check, timeoutMs) })));
  const failed = answers.filter(({ fault }) => fault !== undefined);
  return {
    ready: failed.every(({ weight }) => weight === 'tells'),
    degraded: failed.some(({ weight }) => weight === 'tells'),
    checks: Object.fromEntries(answers.map(({ name, fault }) => [name, fault ?? 'ok'])),
  };
}

async function faultOf(check: ReadinessCheck, timeoutMs: number): Promise<string | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => {
      resolve(`no answer within ${timeoutMs} ms`);
    }, timeoutMs);
  });
  try {
    return await Promise.race([check.check(), late]);
  } catch (error) {
    // Only the kind of error: its message may name hosts, users or values.
    return kindOf(error);
  } finally {
    clearTimeout(timer);
  }
}

function kindOf(error: unknown): string {
  for (let at = error; at instanceof Error; at = at.cause) {
    if ('code' in at && typeof at.code === 'string') return `failed (${at.code})`;
  }
  return error instanceof Error ? `failed (${error.name})` : 'failed';
}
