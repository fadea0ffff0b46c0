import { defineMessages } from '../../core/i18n.ts';
import { noBreak as nb } from '../../core/typography.ts';

/** Words of the pages where a plan is proven and verified. */
export const proofMessages = defineMessages({
  fr: {
    certificateTitle: 'Certificat du plan',
    certificateLead:
      'Ce fichier contient le plan et la preuve qu’il n’y en a pas de meilleur. Chacun peut le vérifier sans nous faire confiance.',
    certificateHash: `Empreinte du certificat (SHA-256)${nb}:`,
    dataHash: `Empreinte des données${nb}:`,
    verifyTitle: 'Vérifier un plan',
    verifyLead:
      'Choisissez un certificat\u00a0: il est vérifié avec les données de ce site, par un programme qui ne sait rien de celui qui l’a écrit.',
    file: 'Certificat (.json)',
    fileEmpty: 'Choisissez un fichier.',
    fileBad: 'Ce fichier n’est pas un certificat.',
    fileBig: 'Ce fichier est trop gros.',
    verify: 'Vérifier',
    proven: 'Prouvé\u00a0: le plan et sa borne sont justes.',
    verifiedAnnounced: 'Le plan est juste. Sa borne est annoncée par un solveur et ne se vérifie pas.',
    otherData: 'Ce certificat ne correspond pas à ces données\u00a0: l’empreinte est différente.',
    refuted: (why: string) => `Refusé${nb}: ${why}.`,
  },
  en: {
    certificateTitle: 'Certificate of the plan',
    certificateLead:
      'This file holds the plan and the proof that there is no better one. Anybody can verify it without trusting us.',
    certificateHash: 'Hash of the certificate (SHA-256):',
    dataHash: 'Hash of the data:',
    verifyTitle: 'Verify a plan',
    verifyLead:
      'Choose a certificate: it is verified with the data of this site, by a program that knows nothing of the one that wrote it.',
    file: 'Certificate (.json)',
    fileEmpty: 'Choose a file.',
    fileBad: 'This file is not a certificate.',
    fileBig: 'This file is too large.',
    verify: 'Verify',
    proven: 'Proven: the plan and its bound are right.',
    verifiedAnnounced: 'The plan is right. Its bound is announced by a solver and cannot be checked.',
    otherData: 'This certificate does not match these data: the hash is different.',
    refuted: why => `Refused: ${why}.`,
  },
});
