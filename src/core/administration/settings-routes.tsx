import { readEmail, readPhone } from '../contacts.ts';
import { checkSeal, keyOfAct, type Typed } from '../forms.ts';
import type { Route, Visit } from '../http/route.ts';
import { say } from '../i18n.ts';
import {
  refreshSettings,
  type ScreenSettings,
  screenSettings,
  territoryFiles,
} from '../territory-settings.ts';
import { numberText, phoneText } from '../typography.ts';
import { leastContrast, readable, readColour, sheetTokens, worstContrast } from './colours.ts';
import { administratorsMayKeepAirial, everybodyMaySeeTheMark } from './events.ts';
import { largestLogo, readLogo } from './logo.ts';
import { administrationMessages } from './messages.ts';
import { type NewSettings, SettingsChanged, saveTerritory } from './settings.ts';
import { SettingsPage, settingsPath } from './settings-page.tsx';

const policy = administratorsMayKeepAirial;

export const settingsRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: settingsPath,
    policy,
    reach: 'linked',
    handle: visit => settingsPage(visit, {}, {}),
  },
  { method: 'POST', path: settingsPath, policy, reach: { exempt: 'envoi du formulaire' }, handle: save },
  {
    method: 'GET',
    path: `${territoryFiles}/:name`,
    policy: everybodyMaySeeTheMark,
    reach: { exempt: 'feuille et logo que les pages demandent' },
    handle: serveFile,
  },
];

/** The text fields, by their name in the form: column, and longest text. */
const texts = {
  nom: ['name', 60],
  dans: ['in_name', 80],
  devise: ['slogan', 80],
  telephone: ['help_phone', 20],
  heures: ['help_hours', 200],
  contact: ['contact', 200],
  editeur: ['publisher', 300],
  hebergeur: ['host', 300],
} as const;
const colours = { couleur: 'brand', couleur_liens: 'link', couleur_accent: 'signal' } as const;

interface Shown {
  status?: number;
  conflict?: boolean;
}

async function settingsPage(
  visit: Visit,
  typed: Typed,
  errors: Record<string, string>,
  { status = 200, conflict = false }: Shown = {},
): Promise<Response> {
  const { ground, reader, url, territory } = visit;
  const words = say(administrationMessages, reader);
  const { settings, logo } = screenSettings(ground);
  const { config } = ground;
  const labels = labelsOf(visit);
  const set = Object.fromEntries(
    [
      ...Object.entries(texts).map(([name, [column]]) => [name, column] as const),
      ...Object.entries(colours),
    ].map(([name, column]) => [name, settings?.[column] ?? '']),
  );
  return await visit.page(
    {
      title: words.settings,
      crumbs: [
        { label: words.desk, href: '/pro' },
        { label: words.title, href: '/pro/admin' },
        { label: words.settings },
      ],
      desk: true,
      robots: 'noindex',
      error: Object.keys(errors).length > 0,
    },
    <SettingsPage
      set={{ ...set, telephone: set.telephone ? phoneText(set.telephone) : '' }}
      machine={{
        nom: config.territory.name,
        dans: config.territory.inName,
        devise: config.territory.slogan,
        telephone: config.territory.helpPhone ?? '',
        heures: config.territory.helpHours,
        contact: config.territory.contact ?? '',
        editeur: config.territory.publisher,
        hebergeur: config.territory.host,
        couleur: sheetTokens.light.brand,
        couleur_liens: sheetTokens.light.link,
        couleur_accent: sheetTokens.light.signal,
      }}
      version={settings?.version ?? 0}
      logo={logo && territory.logo ? territory.logo : null}
      typed={typed}
      errors={errors}
      conflict={
        conflict
          ? Object.entries(labels)
              .map(([name, label]) => ({
                label,
                theirs: set[name] ?? '',
                yours: String(typed[name] ?? ''),
              }))
              .filter(({ theirs, yours }) => theirs !== yours)
          : null
      }
      saved={url.searchParams.has('fait')}
      seal={visit.seal(typed)}
      reader={reader}
    />,
    { status },
  );
}

function labelsOf({ reader }: Visit): Record<string, string> {
  const words = say(administrationMessages, reader);
  return {
    nom: words.name,
    dans: words.inName,
    devise: words.slogan,
    telephone: words.helpPhone,
    heures: words.helpHours,
    contact: words.contact,
    editeur: words.publisher,
    hebergeur: words.host,
    couleur: words.brand,
    couleur_liens: words.link,
    couleur_accent: words.signal,
  };
}

/** What was typed as settings, every error at once; the picture apart. */
function readSettings(
  visit: Visit,
  typed: Typed,
): { values: Omit<NewSettings, LogoColumn>; errors: Record<string, string> } {
  const words = say(administrationMessages, visit.reader);
  const errors: Record<string, string> = {};
  const values: Record<string, string | null> = {};
  for (const [name, [column, most]] of Object.entries(texts)) {
    const text = String(typed[name] ?? '')
      .normalize('NFC')
      .replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
      .trim();
    values[column] = text || null;
    if (text.length > most) errors[name] = words.long(most);
  }
  if (values.help_phone && !errors.telephone) {
    const phone = readPhone(values.help_phone);
    if ('value' in phone) values.help_phone = phone.value;
    else errors.telephone = words.phoneWrong;
  }
  const { contact } = values;
  if (contact && !errors.contact && !/^https:\/\/[^\s"<>]+$/i.test(contact) && 'fault' in readEmail(contact))
    errors.contact = words.contactWrong;
  for (const [name, column] of Object.entries(colours) as [
    keyof typeof colours,
    'brand' | 'link' | 'signal',
  ][]) {
    const text = String(typed[name] ?? '').trim();
    const colour = text ? readColour(text) : null;
    values[column] = colour;
    if (text && !colour) errors[name] = words.colourWrong;
    else if (colour) {
      const ratio = worstContrast(column, colour);
      if (ratio < leastContrast)
        errors[name] = words.colourPale(
          numberText(Math.floor(ratio * 10) / 10, visit.reader.language),
          String(leastContrast),
          readable(column, colour),
        );
    }
  }
  return { values: values as unknown as Omit<NewSettings, LogoColumn>, errors };
}

type LogoColumn = 'logo' | 'logo_type' | 'logo_width' | 'logo_height';
type LogoSettings = Pick<ScreenSettings, LogoColumn>;
const noLogo: LogoSettings = { logo: null, logo_type: null, logo_width: null, logo_height: null };

async function save(visit: Visit): Promise<Response> {
  const { ground, now, actor, number, reader } = visit;
  const words = say(administrationMessages, reader);
  // A little more than allowed: a file just too heavy is told so beside its field.
  const { typed, file } = await visit.upload(largestLogo * 10);
  const { values, errors } = readSettings(visit, typed);
  await refreshSettings(ground, true);
  const known = screenSettings(ground).settings;
  let logo: LogoSettings = known && typed.retirer !== 'oui' ? pictureOf(known) : noLogo;
  if (file) {
    const read = readLogo(file.bytes);
    if ('fault' in read)
      errors.logo = { large: words.logoLarge, type: words.logoType, size: words.logoSize }[read.fault];
    else
      logo = {
        logo: Buffer.from(file.bytes),
        logo_type: read.type,
        logo_width: read.width,
        logo_height: read.height,
      };
  }
  if (Object.keys(errors).length > 0) return await settingsPage(visit, typed, errors, { status: 422 });
  const version = /^\d{1,9}$/.test(String(typed.version)) ? Number(typed.version) : -1;
  const seal = checkSeal(typed, new Date());
  const settings = { ...values, ...logo };
  try {
    await saveTerritory(
      ground.database,
      now,
      { actor, request: number, ...(seal ? { key: keyOfAct(seal.key, [version, settings]) } : {}) },
      version,
      settings,
    );
  } catch (error) {
    if (!(error instanceof SettingsChanged)) throw error;
    return await settingsPage(visit, typed, {}, { status: 409, conflict: true });
  }
  await refreshSettings(ground, true);
  return visit.redirect(`${settingsPath}?fait=oui`);
}

const pictureOf = ({ logo, logo_type, logo_width, logo_height }: LogoSettings): LogoSettings => ({
  logo,
  logo_type,
  logo_width,
  logo_height,
});

/** The sheet or the logo under the hash of its bytes: kept for ever by browsers. */
async function serveFile(visit: Visit): Promise<Response> {
  const { sheet, logo } = screenSettings(visit.ground);
  const { name } = visit.params;
  const headers = { 'Cache-Control': 'public, max-age=31536000, immutable' };
  if (sheet && name === sheet.name)
    return new Response(sheet.text, { headers: { ...headers, 'Content-Type': 'text/css; charset=utf-8' } });
  if (logo && name === logo.name)
    return new Response(new Uint8Array(logo.bytes), { headers: { ...headers, 'Content-Type': logo.type } });
  return await visit.error(404);
}
