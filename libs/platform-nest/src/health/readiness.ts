/** One thing that must be well for a service to do its work. Answers nothing when it is, else what is wrong, without values. */
export interface ReadinessCheck {
  readonly name: string;
  check(): Promise<string | undefined>;
}

export interface Readiness {
  readonly ready: boolean;
  readonly checks: Readonly<Record<string, string>>;
}

/** Asks everything at once; what takes longer than `timeoutMs` is not ready. */
export async function readinessOf(checks: readonly ReadinessCheck[], timeoutMs = 2000): Promise<Readiness> {
  const answers = await Promise.all(checks.map(async (check) => [check.name, await faultOf(check, timeoutMs)] as const));
  return {
    ready: answers.every(([, fault]) => fault === undefined),
    checks: Object.fromEntries(answers.map(([name, fault]) => [name, fault ?? 'ok'])),
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
    return error instanceof Error && 'code' in error ? `failed (${String(error.code)})` : 'failed';
  } finally {
    clearTimeout(timer);
  }
}
