import { defineMessages } from '../../core/i18n.ts';
import { noBreak as nb, numberText } from '../../core/typography.ts';

const people = (count: number) => `${numberText(count)}${nb}${count > 1 ? 'personnes' : 'personne'}`;
const peopleEn = (count: number) => `${numberText(count, 'en')} ${count === 1 ? 'person' : 'people'}`;

/** Under this, in minutes, a change is said « less than 0.1 ». */
const least = 0.05;
const min = (value: number) => `${numberText(value)}${nb}min`;
const minEn = (value: number) => `${numberText(value, 'en')} min`;
/** « +0,8 min ». */
const more = (value: number) => (value < least ? `moins de +0,1${nb}min` : `+${min(value)}`);
const moreEn = (value: number) => (value < least ? 'less than +0.1 min' : `+${minEn(value)}`);

/** Whole per cent, never up to 100 before all. */
const wholePercent = (share: number) => Math.floor(share * 100 + 1e-9);
/** Under this, a distance to the best is said « less than 0.1 % ». */
const leastShare = 0.0005;

const list = (names: readonly string[], and: string) =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} ${and} ${names.at(-1)}`;

interface Destination {
  name: string;
  persons: number;
}
/** Only the first ones are named. */
const named = 3;

/** What is said of a plan once it is computed. Minutes are means over all the persons. */
export const reasonMessages = defineMessages({
  fr: {
    always: 'toujours',
    very_sure: 'très sûr',
    depends: 'selon les hypothèses',
    share: (share: number) => `${wholePercent(share)}${nb}%`,
    nearestFor: (name: string, persons: number) =>
      `${name}${nb}: le lieu le plus proche pour ${people(persons)}.`,
    ifClosed: (minutes: number | null) =>
      minutes === null
        ? 'C’est le seul lieu.'
        : minutes === 0
          ? 'S’il fermait, le trajet moyen ne changerait pas.'
          : `S’il fermait, le trajet moyen s’allongerait de ${minutes < least ? `moins de 0,1${nb}min` : min(minutes)}.`,
    wouldGo: (to: readonly Destination[]) => {
      const first = to.slice(0, named).map(({ name, persons }) => `${name} (${people(persons)})`);
      const others = to.slice(named).reduce((sum, { persons }) => sum + persons, 0);
      return `Le plus proche serait alors${nb}: ${list(others > 0 ? [...first, `ailleurs (${people(others)})`] : first, 'ou')}.`;
    },
    replacement: (name: string, minutes: number) =>
      `Pour le remplacer, le mieux serait ${name}${nb}: ${minutes <= 0 ? 'le trajet moyen ne s’allongerait pas' : `${more(minutes)} en moyenne`}.`,
    noReplacement: 'Aucun autre lieu ne peut le remplacer avec ces contraintes.',
    chosenIn: (share: number) => `Choisi dans ${wholePercent(share)}${nb}% des hypothèses.`,
    /** `atLeast` is less than `minutes` when the plan with this site is not proven the best. */
    addInstead: (name: string, leaving: readonly string[], atLeast: number, minutes: number) => {
      const what = `Ajouter ${name} à la place${leaving.length > 0 ? ` (en retirant ${list(leaving, 'et')})` : ''}`;
      if (minutes <= 0) return `${what} n’allongerait pas le trajet moyen.`;
      const cost = atLeast < minutes ? `entre +${min(atLeast)} et ${more(minutes)}` : more(minutes);
      return `${what} coûterait ${cost} en moyenne.`;
    },
    addInsteadAtLeast: (name: string, atLeast: number) =>
      atLeast < least
        ? `Ajouter ${name} à la place${nb}: calcul en cours.`
        : `Ajouter ${name} à la place coûterait au moins +${min(atLeast)} en moyenne (calcul en cours).`,
    /** `above` as in a judgement: 0.023 for 2.3 %. */
    yourPlan: (above: number, isExact: boolean) => {
      if (above === Number.POSITIVE_INFINITY)
        return 'Avec votre plan, des communes n’ont aucun lieu qu’elles peuvent atteindre.';
      if (above === 0) return 'Votre plan est le meilleur possible.';
      if (above < 0) return 'Votre plan fait mieux que le meilleur avec ces contraintes.';
      return `Votre plan est à ${above < leastShare ? 'moins de 0,1' : numberText(above * 100)}${nb}%${isExact ? ' du meilleur' : ' au plus du meilleur possible'}.`;
    },
    moved: (moves: number, minutes: number) => {
      if (moves === 0) return 'Sans rien déplacer, le trajet moyen reste le même.';
      const what = `En déplaçant ${moves}${nb}${moves > 1 ? 'lieux' : 'lieu'} au plus, le trajet moyen`;
      if (minutes <= 0) return `${what} ne raccourcit pas.`;
      return `${what} raccourcit de ${minutes < least ? `moins de 0,1${nb}min` : min(minutes)}.`;
    },
    demand_nobody: `Personne n’a besoin d’aide dans ces données${nb}: la population ou les nombres sont nuls.`,
    demand_weights: `Tous les poids sont nuls${nb}: donnez-en au moins un (65${nb}ans et plus, peu ou pas diplômés, ensemble des habitants).`,
    demand_wrong: (part: string) => `${part}${nb}: donnez un nombre positif ou nul.`,
    demand_large: (part: string) =>
      `${part}${nb}: ce poids est trop grand pour que les calculs restent exacts.`,
    population: 'Population',
    age_65_plus_pct: `65${nb}ans et plus`,
    low_or_no_diploma_15_plus_pct: 'Peu ou pas diplômés',
    everybody: 'Ensemble des habitants',
    count: 'Nombre de personnes accompagnées',
  },
  en: {
    always: 'always',
    very_sure: 'very sure',
    depends: 'depends on assumptions',
    share: share => `${wholePercent(share)}%`,
    nearestFor: (name, persons) => `${name}: the nearest place for ${peopleEn(persons)}.`,
    ifClosed: minutes =>
      minutes === null
        ? 'It is the only place.'
        : minutes === 0
          ? 'If it closed, the mean journey would not change.'
          : `If it closed, the mean journey would be ${minutes < least ? 'less than 0.1 min' : minEn(minutes)} longer.`,
    wouldGo: to => {
      const first = to.slice(0, named).map(({ name, persons }) => `${name} (${peopleEn(persons)})`);
      const others = to.slice(named).reduce((sum, { persons }) => sum + persons, 0);
      return `The nearest would then be: ${list(others > 0 ? [...first, `elsewhere (${peopleEn(others)})`] : first, 'or')}.`;
    },
    replacement: (name, minutes) =>
      `To replace it, the best would be ${name}: ${minutes <= 0 ? 'the mean journey would not be longer' : `${moreEn(minutes)} on average`}.`,
    noReplacement: 'No other place may replace it with these constraints.',
    chosenIn: share => `Chosen in ${wholePercent(share)}% of the assumptions.`,
    addInstead: (name, leaving, atLeast, minutes) => {
      const what = `Adding ${name} instead${leaving.length > 0 ? ` (removing ${list(leaving, 'and')})` : ''}`;
      if (minutes <= 0) return `${what} would not make the mean journey longer.`;
      const cost = atLeast < minutes ? `between +${minEn(atLeast)} and ${moreEn(minutes)}` : moreEn(minutes);
      return `${what} would cost ${cost} on average.`;
    },
    addInsteadAtLeast: (name, atLeast) =>
      atLeast < least
        ? `Adding ${name} instead: being computed.`
        : `Adding ${name} instead would cost at least +${minEn(atLeast)} on average (being computed).`,
    yourPlan: (above, isExact) => {
      if (above === Number.POSITIVE_INFINITY)
        return 'With your plan, some communes have no place that they can reach.';
      if (above === 0) return 'Your plan is the best possible.';
      if (above < 0) return 'Your plan does better than the best one with these constraints.';
      return `Your plan is ${isExact ? 'within' : 'at most'} ${above < leastShare ? '0.1' : numberText(above * 100, 'en')}% of the best${isExact ? '' : ' possible'}.`;
    },
    moved: (moves, minutes) => {
      if (moves === 0) return 'With nothing moved, the mean journey stays the same.';
      const what = `With ${moves} ${moves > 1 ? 'places' : 'place'} moved at most, the mean journey is`;
      if (minutes <= 0) return `${what} no shorter.`;
      return `${what} ${minutes < least ? 'less than 0.1 min' : minEn(minutes)} shorter.`;
    },
    demand_nobody: 'Nobody needs help in these data: the population or the counts are zero.',
    demand_weights:
      'All weights are zero: give at least one (65 and over, few or no diplomas, all inhabitants).',
    demand_wrong: part => `${part}: give a number, zero or more.`,
    demand_large: part => `${part}: this weight is too large for exact figures.`,
    population: 'Population',
    age_65_plus_pct: '65 and over',
    low_or_no_diploma_15_plus_pct: 'Few or no diplomas',
    everybody: 'All inhabitants',
    count: 'Number of persons helped',
  },
});
