import { say } from '../../core/i18n.ts';
import type { Panels } from '../../core/module.ts';
import { planMessages } from './messages-plans.ts';
import { plansPath } from './pages/plan-pages.tsx';
import { committeeMayReadScenarios } from './policy.ts';

/** What the territory brings to other pages. */
export const territoryPanels: Panels = {
  menu: [
    {
      href: plansPath,
      label: reader => say(planMessages, reader).menu,
      policy: committeeMayReadScenarios,
    },
  ],
};
