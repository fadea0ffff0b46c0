import { printPdf, qrDrawing } from '../../../core/documents.ts';
import { defineMessages, say } from '../../../core/i18n.ts';

const messages = defineMessages({
  fr: {
    title: 'Votre invitation dans Airial',
    hello: (name: string) => `Bonjour ${name},`,
    lead: (organisation: string) =>
      `${organisation} vous invite à rejoindre son équipe dans Airial, l’outil des aidants du numérique.`,
    where: 'Allez à cette adresse',
    qr: 'Code à scanner, qui mène à la même adresse',
    code: 'Tapez ce code',
    codeHint: 'Majuscules, minuscules et espaces ne comptent pas.',
    until: 'Ce code sert une seule fois, pendant 7 jours. Gardez-le pour vous.',
  },
  en: {
    title: 'Your invitation to Airial',
    hello: (name: string) => `Hello ${name},`,
    lead: (organisation: string) =>
      `${organisation} invites you to join its team in Airial, the tool of digital helpers.`,
    where: 'Go to this address',
    qr: 'Code to scan, which leads to the same address',
    code: 'Type this code',
    codeHint: 'Capitals and spaces do not matter.',
    until: 'This code works once, for 7 days. Keep it to yourself.',
  },
});

export interface InvitationLetter {
  name: string;
  organisation: string;
  /** 26 signs, printed in groups of four. */
  code: string;
  origin: string;
  territory: { slogan: string };
  language: 'fr' | 'en';
  at: Date;
}

/** The letter handed to somebody who has no e-mail address, as PDF/UA-1. Nothing keeps it. */
export function printInvitation(it: InvitationLetter): Promise<Uint8Array> {
  const words = say(messages, { language: it.language, falc: false });
  const { where, qr, code, codeHint, until } = words;
  return printPdf(
    'modules/network/documents/invitation.typ',
    {
      words: { where, qr, code, codeHint, until },
      slogan: it.territory.slogan,
      title: words.title,
      hello: words.hello(it.name),
      lead: words.lead(it.organisation),
      address: `${new URL(it.origin).host}/invitation`,
      qr: qrDrawing(`${it.origin}/invitation`),
      code: it.code.replace(/(.{4})(?=.)/g, '$1 '),
    },
    { title: words.title, language: it.language, createdAt: it.at },
  );
}
