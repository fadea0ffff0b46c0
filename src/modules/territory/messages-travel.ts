import { defineMessages } from '../../core/i18n.ts';

/** Words of the travel times that plans ask for. */
export const travelMessages = defineMessages({
  fr: {
    travel: 'Temps de trajet',
    byAir: 'Estimés à vol d’oiseau',
    byRoad: (day: string, source: string) => `Par la route, chargés le ${day} (${source})`,
    used: (day: string, source: string) => `Temps par la route, chargés le ${day} (${source}).`,
    lost: 'Les temps de trajet de ce plan ne sont plus là\u00a0: ce qui suit est estimé à vol d’oiseau.',
    file: 'Télécharger les temps de trajet',
  },
  en: {
    travel: 'Travel times',
    byAir: 'Estimated in a straight line',
    byRoad: (day, source) => `By road, loaded on ${day} (${source})`,
    used: (day, source) => `Times by road, loaded on ${day} (${source}).`,
    lost: 'The travel times of this plan are gone: what follows is estimated in a straight line.',
    file: 'Download the travel times',
  },
});
