import { defineMessages } from '../../i18n.ts';

/** Words printed around the text of a letter. */
export const letterMessages = defineMessages({
  fr: {
    title: (count: number, territory: string) =>
      count === 1 ? `Un courrier, ${territory}` : `${count} courriers, ${territory}`,
    qr: 'Code à photographier avec un téléphone, il ouvre l’adresse écrite à côté',
    link: 'Sur un ordinateur ou un téléphone, ouvrez cette adresse\u00a0:',
    call: (phone: string) => `Une question\u00a0? Appelez le ${phone}.`,
    ask: 'Une question\u00a0? Demandez à un lieu d’aide près de chez vous.',
  },
  en: {
    title: (count: number, territory: string) =>
      count === 1 ? `One letter, ${territory}` : `${count} letters, ${territory}`,
    qr: 'Code to photograph with a phone, it opens the address written beside it',
    link: 'On a computer or a phone, open this address:',
    call: (phone: string) => `A question? Call ${phone}.`,
    ask: 'A question? Ask a help place near you.',
  },
});
