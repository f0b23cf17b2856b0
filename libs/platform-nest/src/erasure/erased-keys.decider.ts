import { happened, type Command, type Decider, type Fact } from '@huying/kernel';

/** A service's record that its keys of a person are gone (standards/tlog.md §8): appended after they are, never before. */
export type PiiErased = Fact<
  'PiiErased',
  {
    readonly erasure: string;
    readonly person: string;
    readonly basis: string;
    /** Who asked, and who approved. */
    readonly approvedBy: readonly string[];
    readonly kids: readonly string[];
    readonly at: string;
    readonly keyBackupsGoneBy: string;
  }
>;
export type RecordErased = Command<'RecordErased', PiiErased['data']>;

/** Nothing is refused: the keys are gone. A repeat is the same command, and the runner answers it as the first time. */
export const erasedKeysDecider: Decider<{ readonly latest: string | undefined }, RecordErased, PiiErased, never> = {
  initial: { latest: undefined },
  decide: ({ data }) => happened<PiiErased>({ type: 'PiiErased', data }),
  evolve: (_, { data }) => ({ latest: data.erasure }),
};
