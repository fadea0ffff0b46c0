import { say } from '../../core/i18n.ts';
import type { Panels } from '../../core/module.ts';
import { importMessages } from './messages-imports.ts';
import { planMessages } from './messages-plans.ts';
import { importsPath } from './pages/import-words.tsx';
import { plansPath } from './pages/plan-pages.tsx';
import { analystsMayRunScenarios, committeeMayReadScenarios } from './policy.ts';

/** What the territory brings to other pages. */
export const territoryPanels: Panels = {
  menu: [
    {
      href: plansPath,
      label: reader => say(planMessages, reader).menu,
      policy: committeeMayReadScenarios,
    },
    {
      href: importsPath,
      label: reader => say(importMessages, reader).menu,
      policy: analystsMayRunScenarios,
    },
  ],
};
