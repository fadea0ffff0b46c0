/** Why a place closes or opens for some days; `words` stand in « Fermé (congés) », null says nothing. */
export const exceptionReasons = {
  conges: { words: 'congés', wordsEn: 'on leave' },
  travaux: { words: 'travaux', wordsEn: 'building work' },
  absence: { words: 'absence', wordsEn: 'staff absence' },
  evenement: { words: 'événement', wordsEn: 'event' },
  autre: { words: null, wordsEn: null },
} as const satisfies Record<string, { words: string | null; wordsEn: string | null }>;

/** A reason in the language of the reader; one that is not of the list stays as it was given. */
export function reasonWords(words: string, language: 'fr' | 'en' | 'falc'): string {
  if (language !== 'en') return words;
  return Object.values(exceptionReasons).find(reason => reason.words === words)?.wordsEn ?? words;
}
