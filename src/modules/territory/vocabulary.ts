export { type Indicator, indicatorLicence, indicatorOf, indicators } from './vocabulary/indicators.ts';

/** What a value is worth (product/territory.md §2); no row at all: `absent`. */
export const observationStatuses = {
  observed: { label: 'publié', labelEn: 'published' },
  suppressed: {
    label: 'non publié (secret statistique)',
    labelEn: 'not published (statistical confidentiality)',
  },
  merged: { label: 'calculé après fusion de communes', labelEn: 'worked out after towns merged' },
  imputed: { label: 'estimé', labelEn: 'estimated' },
  absent: { label: 'pas encore chargé', labelEn: 'not loaded yet' },
} as const;
export type ObservationStatus = keyof typeof observationStatuses;

export const directions = {
  higher_is_more_fragile: {
    label: 'plus c’est élevé, plus c’est fragile',
    labelEn: 'the higher, the more fragile',
  },
  lower_is_more_fragile: {
    label: 'plus c’est bas, plus c’est fragile',
    labelEn: 'the lower, the more fragile',
  },
  context: { label: 'information seulement', labelEn: 'for information only' },
} as const;
