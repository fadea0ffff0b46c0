import { defineMessages } from '../../core/i18n.ts';

/** Words about habilitations that end. */
export const termMessages = defineMessages({
  fr: {
    ended: (kind: string, day: string) =>
      `Votre habilitation «\u00a0${kind}\u00a0» a pris fin le ${day}. Pour la retrouver, parlez-en à votre référent ou à la coordination.`,
    withdrawn: (kind: string, day: string) =>
      `Votre habilitation «\u00a0${kind}\u00a0» a été retirée le ${day}. Pour la retrouver, parlez-en à votre référent ou à la coordination.`,
    endedShort: (kind: string) => `Habilitation finie\u00a0: ${kind}`,
    mine: (kind: string) => `Votre habilitation «\u00a0${kind}\u00a0» prend bientôt fin`,
    mineMore: 'Pour la garder, parlez-en à votre référent ou à la coordination.',
    theirs: (count: number) =>
      count === 1 ? '1 habilitation prend bientôt fin' : `${count} habilitations prennent bientôt fin`,
    theirsMore: 'Pour les garder, il faut une formation, ou une décision de la coordination.',
    on: (day: string) => `Le ${day}`,
  },
  en: {
    ended: (kind: string, day: string) =>
      `Your entitlement “${kind}” ended on ${day}. To have it again, talk to your lead or to the coordination.`,
    withdrawn: (kind: string, day: string) =>
      `Your entitlement “${kind}” was withdrawn on ${day}. To have it again, talk to your lead or to the coordination.`,
    endedShort: (kind: string) => `Entitlement ended: ${kind}`,
    mine: (kind: string) => `Your entitlement “${kind}” ends soon`,
    mineMore: 'To keep it, talk to your lead or to the coordination.',
    theirs: (count: number) => (count === 1 ? '1 entitlement ends soon' : `${count} entitlements end soon`),
    theirsMore: 'To keep them, a training is needed, or a decision of the coordination.',
    on: (day: string) => `On ${day}`,
  },
});
