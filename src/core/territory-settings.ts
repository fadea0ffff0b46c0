import type { Config } from './config.ts';
import type { Ground } from './ground.ts';
import { phoneHref, phoneText } from './typography.ts';
import type { Territory } from './ui/site.ts';

/** The facts of the territory that pages show, from its settings. */
export function territoryOf(config: Config): Territory {
  const { helpPhone, contact, ...facts } = config.territory;
  return {
    ...facts,
    helpPhone: helpPhone ? { label: phoneText(helpPhone), href: phoneHref(helpPhone) } : null,
    contact: contact ?? null,
  };
}

/** Sources and licences of what the houses show, for the foot of every page and beside the data. */
export function attributionOf(ground: Pick<Ground, 'modules'>): string {
  return ground.modules
    .map(module => module.attribution)
    .filter(Boolean)
    .join(' ');
}
