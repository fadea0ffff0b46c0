import type { PrintedDocument } from '../../core/documents.ts';
import { placeList } from './documents/place-list.ts';
import { placeSheet } from './documents/place-sheet.ts';
import { sampleAt, sampleList, sampleSheet } from './documents/samples.ts';

export { placeList, placeSheet };

const printing = { createdAt: sampleAt, language: 'fr' } as const;

/** The printed documents of the house, with real places of the Landes as examples. */
export const directoryDocuments: readonly PrintedDocument[] = [
  { name: 'lieu-fiche-a5', sample: () => placeSheet(sampleSheet(), { ...printing, format: 'a5' }) },
  { name: 'lieu-fiche-a4', sample: () => placeSheet(sampleSheet(), { ...printing, format: 'a4' }) },
  { name: 'lieux-liste-a4', sample: () => placeList(sampleList(), printing) },
];
