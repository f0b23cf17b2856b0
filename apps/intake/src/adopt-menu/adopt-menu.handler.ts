import type { AdoptMenuBody } from '@huying/contracts';
import type { CatalogueCommand, CatalogueRefusal } from '@huying/domain-catalogue';
import type { Origin, Outcome, Runner } from '@huying/event-store';
import { shanghai } from '@huying/kernel';
import type { Clock } from '@huying/platform';

export class AdoptMenuHandler {
  constructor(
    private readonly catalogue: Runner<CatalogueCommand, CatalogueRefusal>,
    private readonly clock: Clock,
  ) {}

  /** Adopts a version of an area's service menu. A version never means two menus. */
  execute({ body, origin }: { readonly body: AdoptMenuBody; readonly origin: Origin }): Promise<Outcome<CatalogueRefusal>> {
    const items = body.items.map(({ code, zh, en, type }) => ({ code, zh, en, type }));
    return this.catalogue.run(
      `catalogue-${body.area}`,
      { type: 'AdoptMenu', at: shanghai(this.clock.now()), actor: origin.actor, data: { area: body.area, version: body.version, items } },
      origin,
    );
  }
}
