import { eventTypes } from '@huying/contracts';
import { IsOptional, Matches, MaxLength, ValidateBy } from 'class-validator';

const names: ReadonlySet<string> = new Set([...eventTypes.values()].map(({ name }) => name));
const areNames = (text: unknown): boolean => typeof text === 'string' && text.split(',').every((name) => names.has(name));

/** What of the stream is wanted. */
export class LiveQuery {
  /** Only events of this case. */
  @IsOptional() @Matches(/^[A-Za-z0-9._:~-]{1,128}$/) readonly case?: string;
  /** Only events of these types, by their short names: `CaseAccepted,CaseDispatched`. */
  @IsOptional()
  @MaxLength(2000)
  @ValidateBy({
    name: 'areEventNames',
    validator: { validate: areNames, defaultMessage: () => 'types must be names of events, as CaseAccepted,CaseDispatched' },
  })
  readonly types?: string;
  /** For clients that cannot send `Last-Event-ID`; the header counts where both are there. */
  @IsOptional() @MaxLength(160) readonly lastEventId?: string;
}
