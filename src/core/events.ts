import type { Policy } from './access.ts';

/** One row of the vocabulary of acts: what happened, who may do it, what the journal says of it. */
export interface EventRow {
  policy: Policy;
  /** For the person or the reader of the journal, in plain French. `{helper}` is replaced by who acted. */
  fr: string;
  en: string;
  /** Names of the facts an entry may hold: codes, counts, dates and references, never what people wrote. */
  facts?: readonly string[];
}

export interface JournalEvent extends EventRow {
  /** `directory.place_merged` */
  code: string;
}

/** Declares the acts of a module; codes are `<module>.<fact_in_snake_case>`. */
export function defineEvents<const Rows extends Record<string, EventRow>>(
  module: string,
  rows: Rows,
): { readonly [Code in keyof Rows]: JournalEvent } {
  return Object.fromEntries(
    Object.entries(rows).map(([fact, row]) => [fact, { ...row, code: `${module}.${fact}` }]),
  ) as { [Code in keyof Rows]: JournalEvent };
}

export type Fact = string | number | boolean | null | readonly (string | number)[];

/** A code, a reference, a date, the name of a file without its folder: no space, no address. */
const soundFact = /^[\p{L}\p{N}_.:+/*-]{0,100}$/u;

/** Throws when an entry would hold a fact its event does not declare, or words that could be about a person. */
export function checkFacts(
  { code, facts: declared = [] }: JournalEvent,
  facts: Readonly<Record<string, Fact>>,
) {
  for (const [name, value] of Object.entries(facts)) {
    if (!declared.includes(name)) throw new Error(`${code} : le fait « ${name} » n’est pas déclaré`);
    for (const item of [value].flat()) {
      if (typeof item === 'string' && !soundFact.test(item))
        throw new Error(`${code} : le fait « ${name} » n’est ni un code, ni une référence, ni une date`);
    }
  }
}
