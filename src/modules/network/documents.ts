import type { PrintedDocument } from '../../core/documents.ts';
import { printCodes } from './documents/codes.ts';
import { printInvitation } from './documents/invitation.ts';

export { printCodes, printInvitation };

const at = new Date('2026-11-24T10:00:00Z');

/** The printed documents of the network, with invented people as examples. */
export const networkDocuments: readonly PrintedDocument[] = [
  {
    name: 'codes-de-secours',
    sample: () =>
      printCodes({
        name: 'Camille Exemple',
        codes: Array.from({ length: 10 }, (_, index) => `7K4M9 QTX2${index}`),
        territory: { slogan: 'Le numérique dans les Landes' },
        language: 'fr',
        at,
      }),
  },
  {
    name: 'invitation',
    sample: () =>
      printInvitation({
        name: 'Camille Exemple',
        organisation: 'CCAS de Sabres',
        code: '7K4M9QTX2B8RHN3V6WPD5ZJCYE',
        origin: 'https://landes.airial.example',
        territory: { slogan: 'Le numérique dans les Landes' },
        language: 'fr',
        at,
      }),
  },
];
