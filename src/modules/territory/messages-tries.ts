import { defineMessages } from '../../core/i18n.ts';
import { noBreak as nb } from '../../core/typography.ts';

/**
 * Words of plans tried on the spot. Figures come as texts: the server writes them, and the browser fills in `{mean}` where
 * the server has left it.
 */
export const tryMessages = defineMessages({
  fr: {
    title: 'Essayer d’autres hypothèses',
    lead: 'Rien n’est enregistré\u00a0: le plan affiché reste le même.',
    back: 'Revenir au plan',
    tried: (p: string, mean: string, within: string, max: string) =>
      `Avec ces hypothèses, ${p} lieux${nb}: ${mean}${nb}min de trajet moyen, ${within} des personnes à moins de 15${nb}minutes, ${max}${nb}min au plus.`,
    proven: 'Prouvé\u00a0: aucun autre choix n’est meilleur.',
    gap: (gap: string) =>
      `À ${gap} au plus du meilleur plan possible. Le bouton «${nb}Recalculer${nb}» cherche plus longtemps.`,
    gapHere: (gap: string) => `À ${gap} au plus du meilleur plan possible.`,
    same: 'Les lieux restent les mêmes.',
    coming: (names: string) => `Entrent${nb}: ${names}.`,
    leaving: (names: string) => `Sortent${nb}: ${names}.`,
    computing: 'Calcul en cours…',
    other: 'Ce choix se calcule avec le bouton «\u00a0Recalculer\u00a0».',
    failed: 'Le calcul sur cette page s’est arrêté. Utilisez le bouton «\u00a0Recalculer\u00a0».',
    impossible: 'Aucun plan ne respecte les contraintes de ce plan avec ce nombre de lieux.',
    legend: 'Signe +\u00a0: lieu qui entre. Cercle en pointillé, numéro barré\u00a0: lieu qui sort.',
    number: (label: string) => `${label}, en nombre`,
    moveTitle: 'Déplacer un lieu',
    moveLead: 'Comparez votre choix au meilleur plan, lieu par lieu. Rien n’est enregistré.',
    moveFrom: 'Lieu à quitter',
    moveTo: 'Commune où aller',
    move: 'Déplacer',
    moved: (p: string, mean: string, within: string, max: string) =>
      `Votre plan, ${p} lieux${nb}: ${mean}${nb}min de trajet moyen, ${within} des personnes à moins de 15${nb}minutes, ${max}${nb}min au plus.`,
    keepIt: 'Calculer un plan avec ces lieux',
    moveToEmpty: 'Écrivez la commune où aller.',
    moveToIn: (name: string) => `${name} est déjà un lieu du plan.`,
  },
  en: {
    title: 'Try other assumptions',
    lead: 'Nothing is saved: the plan on this page stays the same.',
    back: 'Back to the plan',
    tried: (p, mean, within, max) =>
      `With these assumptions, ${p} places: ${mean}${nb}min of mean time, ${within} of people within 15 minutes, ${max}${nb}min at most.`,
    proven: 'Proven: no other choice is better.',
    gap: gap => `Within ${gap} of the best possible plan. The “Work it out again” button looks for longer.`,
    gapHere: gap => `Within ${gap} of the best possible plan.`,
    same: 'The places stay the same.',
    coming: names => `Coming in: ${names}.`,
    leaving: names => `Going out: ${names}.`,
    computing: 'Computing…',
    other: 'This choice is computed with the “Work it out again” button.',
    failed: 'The computation on this page stopped. Use the “Work it out again” button.',
    impossible: 'No plan respects the constraints of this plan with this number of places.',
    legend: 'Plus sign: a place that comes in. Dotted circle, number struck out: a place that goes out.',
    number: label => `${label}, as a number`,
    moveTitle: 'Move a place',
    moveLead: 'Compare your choice with the best plan, place by place. Nothing is saved.',
    moveFrom: 'Place to leave',
    moveTo: 'Town to go to',
    move: 'Move',
    moved: (p, mean, within, max) =>
      `Your plan, ${p} places: ${mean}${nb}min of mean time, ${within} of people within 15 minutes, ${max}${nb}min at most.`,
    keepIt: 'Compute a plan with these places',
    moveToEmpty: 'Write the town to go to.',
    moveToIn: name => `${name} is already a place of the plan.`,
  },
});
