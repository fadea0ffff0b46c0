/** Why a place closes or opens for some days; `words` stand in « Fermé (congés) », null says nothing. */
export const exceptionReasons = {
  conges: { words: 'congés' },
  travaux: { words: 'travaux' },
  absence: { words: 'absence' },
  evenement: { words: 'événement' },
  autre: { words: null },
} as const;
