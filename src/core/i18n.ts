import type { Reader } from './ui/site.ts';

type Entry = string | ((...values: never[]) => unknown);

/** The same keys and parameters as the French catalogue, in free words. */
type SameShape<French> = {
  [Key in keyof French]: French[Key] extends (...values: infer Values) => infer Said
    ? (...values: Values) => Said extends string ? string : Said
    : string;
};

/** One module's words: French is the source, English is complete, easy-to-read replaces what it needs. */
export interface Messages<French> {
  readonly fr: French;
  readonly en: SameShape<French>;
  readonly falc?: Partial<SameShape<French>>;
}

/**
 * Declares the messages of a module. A key or a parameter missing in English is a type error;
 * `falc` (facile à lire) holds only the sentences that differ from the French ones.
 */
export function defineMessages<French extends Record<string, Entry>>(
  messages: Messages<French>,
): Messages<French> {
  return messages;
}

/** The words for this reader. */
export function say<French>(
  messages: Messages<French>,
  reader: Pick<Reader, 'language' | 'falc'>,
): SameShape<French> {
  if (reader.language === 'en') return messages.en;
  const plain = messages.fr as SameShape<French>;
  return reader.falc && messages.falc ? { ...plain, ...messages.falc } : plain;
}
