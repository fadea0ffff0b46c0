import { defineMessages } from '../../../core/i18n.ts';
import { noBreak as nb, numberText } from '../../../core/typography.ts';

/** Words of the printed documents. */
export const documentMessages = defineMessages({
  fr: {
    days: 'Jour',
    hoursOf: 'Heures',
    hours: 'Horaires',
    phone: 'Téléphone',
    services: 'Ce que vous pouvez faire ici',
    bring: 'Quoi apporter',
    come: 'Venir',
    cost: (cost: string) => `Prix${nb}: ${cost}.`,
    online: 'Cette fiche est aussi sur internet, toujours à jour.',
    qrAlt: 'Code à lire avec un téléphone pour ouvrir la fiche de ce lieu sur internet.',
    mapAlt: (place: string, territory: string) => `Carte (${territory})${nb}: le lieu est à ${place}.`,
    help: (phone: string) => `Besoin d’aide${nb}? Appelez le ${phone}.`,
    printedOn: (day: string) => `Imprimé le ${day}.`,
    source: (sources: string) => `Source${nb}: ${sources}.`,
    slogan: (territory: string) => `Lieux d’aide – ${territory}`,
    place: 'Lieu',
    page: 'Page',
    places: (n: number) =>
      n === 0 ? 'Aucun lieu ne correspond à ces choix.' : n === 1 ? '1 lieu' : `${numberText(n)} lieux`,
    firstOf: (n: number, all: number) =>
      `Les ${numberText(n)} premiers lieux sur ${numberText(all)}. Pour avoir les autres, choisissez une commune ou un type d’aide`,
    before: 'Appelez avant de venir de loin.',
  },
  en: {
    days: 'Day',
    hoursOf: 'Hours',
    hours: 'Opening hours',
    phone: 'Phone',
    services: 'What you can do here',
    bring: 'What to bring',
    come: 'Coming here',
    cost: (cost: string) => `Price: ${cost}.`,
    online: 'This sheet is also on the internet, always up to date.',
    qrAlt: 'Code to read with a phone to open the page of this place.',
    mapAlt: (place: string, territory: string) => `Map (${territory}): the place is in ${place}.`,
    help: (phone: string) => `Need help? Call ${phone}.`,
    printedOn: (day: string) => `Printed on ${day}.`,
    source: (sources: string) => `Source: ${sources}.`,
    slogan: (territory: string) => `Places that help – ${territory}`,
    place: 'Place',
    page: 'Page',
    places: (n: number) =>
      n === 0 ? 'No place matches these choices.' : n === 1 ? '1 place' : `${numberText(n, 'en')} places`,
    firstOf: (n: number, all: number) =>
      `The first ${numberText(n, 'en')} places of ${numberText(all, 'en')}. For the others, choose a town or a kind of help`,
    before: 'Call before you come from far away.',
  },
});

/** The words a template reads itself; the sentences made here stay here. */
export function templateWords(words: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(words).filter(([, word]) => typeof word === 'string'));
}

/** How a document is made. */
export interface Printing {
  createdAt: Date;
  language: 'fr' | 'en';
}
