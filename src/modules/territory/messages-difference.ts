import { defineMessages } from '../../core/i18n.ts';
import { noBreak as nb } from '../../core/typography.ts';

/** Words of what two plans change for each commune. */
export const differenceMessages = defineMessages({
  fr: {
    nearer: 'Personnes plus près, de plus de 5 minutes',
    farther: 'Personnes plus loin, de plus de 5 minutes',
    byCommune: 'Communes dont le trajet change, les plus changées d’abord (minutes)',
    commune: 'Commune',
    sameCommunes: (n: number) =>
      n > 1
        ? `Pour ${n} communes, le trajet change de moins d’une minute.`
        : n === 1
          ? 'Pour une commune, le trajet change de moins d’une minute.'
          : 'Le trajet change pour toutes les communes.',
    communeSame: (name: string) => `${name}${nb}: moins d’une minute de différence`,
    communeMoved: (name: string, minutes: string) => `${name}${nb}: ${minutes}${nb}min`,
    differenceLabel: (name: string) =>
      `Carte (${name})${nb}: ce que chaque commune gagne ou perd. Le tableau donne les mêmes informations.`,
    differenceLegend: 'Trajet avec l’autre plan',
    differenceClasses: [
      'plus court de plus de 5 min',
      'plus court de 1 à 5 min',
      'presque pareil',
      'plus long de 1 à 5 min',
      'plus long de plus de 5 min',
    ].join('|'),
    differenceSigns: 'Signe + : lieu qui entre. Signe − en pointillé : lieu qui sort. Point : lieu gardé.',
  },
  en: {
    nearer: 'People nearer by more than 5 minutes',
    farther: 'People farther by more than 5 minutes',
    byCommune: 'Towns whose way changes, the most changed first (minutes)',
    commune: 'Town',
    sameCommunes: n =>
      n > 1
        ? `For ${n} towns, the way changes by less than a minute.`
        : n === 1
          ? 'For one town, the way changes by less than a minute.'
          : 'The way changes for every town.',
    communeSame: name => `${name}: less than a minute of difference`,
    communeMoved: (name, minutes) => `${name}: ${minutes}${nb}min`,
    differenceLabel: name =>
      `Map (${name}): what each town gains or loses. The table gives the same information.`,
    differenceLegend: 'Way with the other plan',
    differenceClasses: [
      'shorter by more than 5 min',
      'shorter by 1 to 5 min',
      'almost the same',
      'longer by 1 to 5 min',
      'longer by more than 5 min',
    ].join('|'),
    differenceSigns:
      'Plus sign: a place that comes in. Minus sign, dotted: a place that goes out. Dot: a place that stays.',
  },
});
