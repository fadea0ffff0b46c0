import type { PrintedDocument } from '../../core/documents.ts';
import { currentAgreement } from './agreement.ts';
import { printAgreement } from './documents/agreement.ts';
import { printCard } from './documents/card.ts';
import { printCertificate } from './documents/certificate.ts';
import { printCodes } from './documents/codes.ts';
import { printInvitation } from './documents/invitation.ts';
import { printJournal } from './documents/journal.ts';
import { printRoleSheet } from './documents/role-sheet.ts';

export {
  printAgreement,
  printCard,
  printCertificate,
  printCodes,
  printInvitation,
  printJournal,
  printRoleSheet,
};

const at = new Date('2026-11-24T10:00:00Z');

/** The printed documents of the network, with invented people as examples. */
export const networkDocuments: readonly PrintedDocument[] = [
  {
    name: 'carte',
    sample: () =>
      printCard({
        name: 'Camille Exemple',
        number: '7K4M9QTX2B8RHN3V6WPD5ZJCYE',
        words: ['abeille', 'fougère', 'jardin', 'marmite'],
        origin: 'https://landes.airial.example',
        territory: { helpPhone: null, helpHours: '' },
        language: 'fr',
        at,
      }),
  },
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
  {
    name: 'fiche-role',
    sample: () =>
      printRoleSheet({
        name: 'Camille Exemple',
        organisation: 'CCAS de Sabres',
        roles: ['aidant'],
        habilitations: [
          { kind: 'mandat', until: new Date('2027-11-03T10:00:00Z') },
          { kind: 'carte', until: new Date('2027-03-03T10:00:00Z') },
        ],
        until: new Date('2027-11-24T10:00:00Z'),
        code: '7K4M9QTX2B8RHN3V6WPD5ZJCYE',
        origin: 'https://landes.airial.example',
        territory: { slogan: 'Le numérique dans les Landes' },
        language: 'fr',
        at,
      }),
  },
  {
    name: 'certificat-effacement',
    sample: () =>
      printCertificate({
        id: '0193a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b',
        at,
        rows: 412,
        digest: 'a'.repeat(64),
        organisation: 'Département des Landes',
        results: [{ words: 'Invitations sans réponse\u00a0: 3 mois après leur fin.', rows: 412 }],
        territory: { slogan: 'Le numérique dans les Landes' },
        language: 'fr',
      }),
  },
  {
    name: 'mon-journal',
    sample: () =>
      printJournal({
        name: 'Camille Exemple',
        days: [
          {
            name: 'Mardi 24 novembre',
            lines: [
              { clock: '14\u00a0h\u00a020', sentence: 'Vous vous êtes connecté.', who: 'Vous' },
              {
                clock: '9\u00a0h',
                sentence: 'Marie Dupouy vous a remis une carte.',
                who: 'Marie Dupouy, CCAS de Sabres',
              },
            ],
          },
        ],
        cut: false,
        territory: { slogan: 'Le numérique dans les Landes' },
        language: 'fr',
        at,
      }),
  },
  {
    name: 'accord-donnees',
    sample: () =>
      printAgreement({
        agreement: currentAgreement,
        organisation: 'CCAS de Sabres',
        pilot: 'Département des Landes',
        acceptedAt: at,
        retentionMonths: 12,
        territory: { slogan: 'Le numérique dans les Landes' },
        language: 'fr',
        at,
      }),
  },
];
