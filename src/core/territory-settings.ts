import { createHash } from 'node:crypto';
import { type Colour, sheetOf } from './administration/colours.ts';
import type { Config } from './config.ts';
import type { Database } from './database.ts';
import type { Ground } from './ground.ts';
import { phoneHref, phoneText } from './typography.ts';
import type { Territory } from './ui/site.ts';

/** What administrators set on screen; a null leaves what the settings of the machine say. */
export interface ScreenSettings {
  version: number;
  name: string | null;
  in_name: string | null;
  slogan: string | null;
  help_phone: string | null;
  help_hours: string | null;
  publisher: string | null;
  host: string | null;
  contact: string | null;
  brand: Colour | null;
  link: Colour | null;
  signal: Colour | null;
  logo: Buffer | null;
  logo_type: 'png' | 'webp' | null;
  logo_width: number | null;
  logo_height: number | null;
}

declare module './database.ts' {
  interface Tables {
    'core.territory_setting': ScreenSettings & { one: boolean; changed_at: Date };
  }
}

/** What this process knows of the settings on screen. */
interface Known {
  settings: ScreenSettings | null;
  /** Colours of the territory, as a sheet under the hash of its bytes; null when they are those of the product. */
  sheet: { name: string; text: string } | null;
  logo: { name: string; bytes: Buffer; type: string; width: number; height: number } | null;
}

interface Kept {
  known: Known;
  checkedAt: number;
  asking: Promise<void> | null;
}

const keptBy = new WeakMap<Database, Kept>();
const none: Known = { settings: null, sheet: null, logo: null };

/** A change made by another process is seen within this, in milliseconds; the database is asked no more often. */
const freshFor = 1000;

function keptOf({ database }: Pick<Ground, 'database'>): Kept {
  const kept = keptBy.get(database) ?? { known: none, checkedAt: Number.NEGATIVE_INFINITY, asking: null };
  keptBy.set(database, kept);
  return kept;
}

/** The settings on screen as they are known now, without a question. */
export const screenSettings = (ground: Pick<Ground, 'database'>): Known => keptOf(ground).known;

/**
 * Sees what changed on screen since; what was known stays when the database does not answer. `now`: just saved, a
 * question that is under way may have been asked before.
 */
export async function refreshSettings(ground: Pick<Ground, 'database'>, now = false): Promise<void> {
  const kept = keptOf(ground);
  if (!now && performance.now() - kept.checkedAt < freshFor) return;
  if (now) await kept.asking;
  kept.asking ??= ask(ground.database, kept)
    .catch(() => {})
    .finally(() => {
      kept.checkedAt = performance.now();
      kept.asking = null;
    });
  await kept.asking;
}

async function ask(database: Database, kept: Kept): Promise<void> {
  const row = await database.selectFrom('core.territory_setting').select('version').executeTakeFirst();
  if (row?.version === kept.known.settings?.version) return;
  const settings = await database.selectFrom('core.territory_setting').selectAll().executeTakeFirst();
  kept.known = settings ? knownOf(settings) : none;
}

const hashOf = (bytes: Uint8Array | string) =>
  createHash('sha256').update(bytes).digest('base64url').slice(0, 10);

function knownOf(settings: ScreenSettings): Known {
  const text = sheetOf(settings);
  const { logo, logo_type: type, logo_width: width, logo_height: height } = settings;
  return {
    settings,
    sheet: text ? { name: `${hashOf(text)}.css`, text } : null,
    logo:
      logo && type && width && height
        ? { name: `${hashOf(logo)}.${type}`, bytes: logo, type: `image/${type}`, width, height }
        : null,
  };
}

/** Where the sheet and the logo of a territory are: a new address for new bytes. */
export const territoryFiles = '/habillage';

/** The facts of the territory: those on screen first, those of the machine otherwise. */
export function territoryFacts(ground: Pick<Ground, 'config' | 'database'>): Config['territory'] {
  const { territory } = ground.config;
  const set = screenSettings(ground).settings;
  if (!set) return territory;
  return {
    ...territory,
    name: set.name ?? territory.name,
    inName: set.in_name ?? territory.inName,
    slogan: set.slogan ?? territory.slogan,
    helpPhone: set.help_phone ?? territory.helpPhone,
    helpHours: set.help_hours ?? territory.helpHours,
    publisher: set.publisher ?? territory.publisher,
    host: set.host ?? territory.host,
    contact: set.contact ?? territory.contact,
  };
}

/** The facts of the territory that pages show. */
export function territoryOf(ground: Pick<Ground, 'config' | 'database'>): Territory {
  const { helpPhone, contact, ...facts } = territoryFacts(ground);
  const { logo, sheet } = screenSettings(ground);
  return {
    ...facts,
    helpPhone: helpPhone ? { label: phoneText(helpPhone), href: phoneHref(helpPhone) } : null,
    contact: contact ?? null,
    ...(logo
      ? { logo: { href: `${territoryFiles}/${logo.name}`, width: logo.width, height: logo.height } }
      : {}),
    ...(sheet ? { sheet: `${territoryFiles}/${sheet.name}` } : {}),
  };
}

/** Sources and licences of what the houses show, for the foot of every page and beside the data. */
export function attributionOf(ground: Pick<Ground, 'modules'>): string {
  return ground.modules
    .map(module => module.attribution)
    .filter(Boolean)
    .join(' ');
}
