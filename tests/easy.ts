/** A name of a law or of a person is left as it is; the sentence of the licences too. */
const exempt = /^Sources\u00a0:/;

/** What keeps a line from being easy to read, as design.md §8 asks; `names` are words typed by others. */
export function hardIn(line: string, names: readonly string[]): string[] {
  if (exempt.test(line)) return [];
  const bare = names.reduce((text, name) => text.replaceAll(name, 'Nom'), line);
  // « 9 h 30 » and « 05 54 39 00 13 » are held together by no-break spaces: one word.
  const words = bare.match(/[\p{L}\d][^ ]*/gu)?.length ?? 0;
  return [
    ...(words > 10 ? [`${words} mots`] : []),
    ...(/[.?!…] \p{L}/u.test(bare) ? ['deux phrases'] : []),
    ...(/[%·–]/.test(bare) ? ['un signe à deviner'] : []),
    ...(/(?<!\p{L})(ne|pas|aucune?|jamais|ni|sans)(?!\p{L})|(?<!\p{L})n’/iu.test(bare)
      ? ['une négation']
      : []),
    ...(/(?<!\p{L})(itinérant|médiation|dématérialis|vol d’oiseau|critère|filtre|prescription|usager|structure)/iu.test(
      bare,
    )
      ? ['un mot difficile']
      : []),
  ];
}
