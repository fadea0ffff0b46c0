import { describe, expect, it } from 'vitest';
import { reasonMessages } from './messages-reasons.ts';

const { fr, en } = reasonMessages;
/** Spaces as typed, to read them. */
const typed = (text: string) => text.replaceAll('\u00a0', '_');

describe('what is said of a plan', () => {
  it.each([
    [fr.nearestFor('Tartas', 3812), 'Tartas_: le lieu le plus proche pour 3_812_personnes.'],
    [fr.nearestFor('Tartas', 1), 'Tartas_: le lieu le plus proche pour 1_personne.'],
    [fr.ifClosed(0.34), 'S’il fermait, le trajet moyen s’allongerait de 0,3_min.'],
    [fr.ifClosed(0.02), 'S’il fermait, le trajet moyen s’allongerait de moins de 0,1_min.'],
    [fr.ifClosed(0), 'S’il fermait, le trajet moyen ne changerait pas.'],
    [fr.ifClosed(null), 'C’est le seul lieu.'],
    [
      fr.wouldGo([
        { name: 'Rion-des-Landes', persons: 2100 },
        { name: 'Le Sen', persons: 1 },
      ]),
      'Le plus proche serait alors_: Rion-des-Landes (2_100_personnes) ou Le Sen (1_personne).',
    ],
    [
      fr.wouldGo(['A', 'B', 'C', 'D', 'E'].map(name => ({ name, persons: 10 }))),
      'Le plus proche serait alors_: A (10_personnes), B (10_personnes), C (10_personnes) ou ailleurs (20_personnes).',
    ],
    [
      fr.replacement('Souprosse', 0.12),
      'Pour le remplacer, le mieux serait Souprosse_: +0,1_min en moyenne.',
    ],
    [
      fr.replacement('Souprosse', 0.01),
      'Pour le remplacer, le mieux serait Souprosse_: moins de +0,1_min en moyenne.',
    ],
    [
      fr.replacement('Souprosse', 0),
      'Pour le remplacer, le mieux serait Souprosse_: le trajet moyen ne s’allongerait pas.',
    ],
    [fr.chosenIn(0.97), 'Choisi dans 97_% des hypothèses.'],
    [fr.chosenIn(0.999), 'Choisi dans 99_% des hypothèses.'],
    [fr.chosenIn(0.29), 'Choisi dans 29_% des hypothèses.'],
    [fr.addInstead('Amou', [], 0.8, 0.8), 'Ajouter Amou à la place coûterait +0,8_min en moyenne.'],
    [
      fr.addInstead('Amou', ['Le Sen'], 0.8, 0.8),
      'Ajouter Amou à la place (en retirant Le Sen) coûterait +0,8_min en moyenne.',
    ],
    [
      fr.addInstead('Amou', ['Pomarez', 'Le Sen'], 0.5, 0.8),
      'Ajouter Amou à la place (en retirant Pomarez et Le Sen) coûterait entre +0,5_min et +0,8_min en moyenne.',
    ],
    [fr.addInstead('Amou', [], 0, 0), 'Ajouter Amou à la place n’allongerait pas le trajet moyen.'],
    [
      fr.addInsteadAtLeast('Amou', 0.4),
      'Ajouter Amou à la place coûterait au moins +0,4_min en moyenne (calcul en cours).',
    ],
    [fr.yourPlan(0.023, true), 'Votre plan est à 2,3_% du meilleur.'],
    [fr.yourPlan(0.00001, true), 'Votre plan est à moins de 0,1_% du meilleur.'],
    [fr.yourPlan(0.023, false), 'Votre plan est à 2,3_% au plus du meilleur possible.'],
    [fr.yourPlan(0, true), 'Votre plan est le meilleur possible.'],
    [
      fr.yourPlan(Number.POSITIVE_INFINITY, true),
      'Avec votre plan, des communes n’ont aucun lieu qu’elles peuvent atteindre.',
    ],
    [fr.moved(3, 0.42), 'En déplaçant 3_lieux au plus, le trajet moyen raccourcit de 0,4_min.'],
    [fr.moved(1, 0.42), 'En déplaçant 1_lieu au plus, le trajet moyen raccourcit de 0,4_min.'],
    [fr.moved(0, 0), 'Sans rien déplacer, le trajet moyen reste le même.'],
    [fr.demand_wrong(fr.age_65_plus_pct), '65_ans et plus_: donnez un nombre positif ou nul.'],
  ])('%s', (said, wanted) => {
    expect(typed(said)).toBe(wanted);
  });

  it.each([
    [en.nearestFor('Tartas', 3812), 'Tartas: the nearest place for 3,812 people.'],
    [en.ifClosed(0.34), 'If it closed, the mean journey would be 0.3 min longer.'],
    [en.addInstead('Amou', [], 0.8, 0.8), 'Adding Amou instead would cost +0.8 min on average.'],
    [en.yourPlan(0.023, true), 'Your plan is within 2.3% of the best.'],
    [en.moved(3, 0.42), 'With 3 places moved at most, the mean journey is 0.4 min shorter.'],
  ])('%s', (said, wanted) => {
    expect(said).toBe(wanted);
  });
});
