/** Asks as an auditor does, once: what is not answered is a fault. */
export class Auditor {
  constructor(
    private readonly gateway: string,
    private readonly token: string,
  ) {}

  /** @throws with what the gateway says is wrong */
  async ask<Answer>(path: string, query: Readonly<Record<string, string>> = {}): Promise<Answer> {
    return JSON.parse(await this.text(path, query)) as Answer;
  }

  async text(path: string, query: Readonly<Record<string, string>> = {}): Promise<string> {
    const address = new URL(`${this.gateway}${path}`);
    for (const [name, value] of Object.entries(query)) address.searchParams.set(name, value);
    const answer = await fetch(address, { headers: { authorization: `Bearer ${this.token}` } });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${path} was answered ${String(answer.status)}: ${text.slice(0, 300)}`);
    return text;
  }
}

export async function timed<Result>(work: () => Promise<Result>): Promise<{ readonly seconds: number; readonly result: Result }> {
  const began = performance.now();
  const result = await work();
  return { seconds: (performance.now() - began) / 1000, result };
}
