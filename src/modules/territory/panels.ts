import { say } from '../../core/i18n.ts';
import type { Panels } from '../../core/module.ts';
import { importMessages } from './messages-imports.ts';
import { importsPath } from './pages/import-words.tsx';
import { analystsMayRunScenarios } from './policy.ts';

/** What the territory brings to other pages. */
export const territoryPanels: Panels = {
  menu: [
    {
      href: importsPath,
      label: reader => say(importMessages, reader).menu,
      policy: analystsMayRunScenarios,
    },
  ],
};
