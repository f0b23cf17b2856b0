import type { ServiceName } from '@huying/contracts';
import type { Consumptions } from '@huying/platform-nest';

/** Events of a log that wait to be applied (DESIGN §5). An answer that they could change says how many. */
export class ParkedEvents {
  constructor(private readonly consumptions: Consumptions) {}

  async of(...sources: readonly ServiceName[]): Promise<number> {
    const parked = await Promise.all(this.consumptions.all().map(({ consumption }) => consumption.parked()));
    return parked.flat().filter(({ source }) => sources.includes(source)).length;
  }
}
