import { type Role, roleCodes } from '../../core/roles.ts';
import { type HabilitationKind, habilitationKinds } from './vocabulary.ts';

/** What one looks for among the people of the network, as the address of the page says it. */
export interface RosterFilter {
  /** Part of a name, of a person or of an organisation. */
  text: string;
  /** A commune or an intercommunalité, as typed. */
  area: string;
  organisation: string | null;
  role: Exclude<Role, 'habitant'> | null;
  habilitation: HabilitationKind | null;
  /** A habilitation ends within so many days. */
  endsWithin: number | null;
  /** Nobody signed in for so many months. */
  inactive: number | null;
  page: number;
}

const longest = 100;

/** Signs that mean nothing in a name, among them those a database refuses. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
const unwritable = /[\u0000-\u001f\u007f\ufffe\uffff]|\p{Cs}/gu;

const isHeld = (code: string): code is Exclude<Role, 'habitant'> =>
  code !== 'habitant' && (roleCodes as readonly string[]).includes(code);
const isKind = (code: string): code is HabilitationKind => Object.hasOwn(habilitationKinds, code);

function wholeNumber(given: string | null, most: number): number | null {
  const text = (given ?? '').trim();
  return /^\d{1,4}$/.test(text) && Number(text) >= 1 && Number(text) <= most ? Number(text) : null;
}

/** Reads what the address asks; what makes no sense is left out, never an error. */
export function readRosterFilter(asked: Pick<URLSearchParams, 'get'>): RosterFilter {
  const text = (name: string) => (asked.get(name) ?? '').replace(unwritable, ' ').trim().slice(0, longest);
  const [organisation, role, kind] = [text('structure'), text('role'), text('habilitation')];
  return {
    text: text('q'),
    area: text('lieu'),
    organisation: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(organisation) ? organisation : null,
    role: isHeld(role) ? role : null,
    habilitation: isKind(kind) ? kind : null,
    endsWithin: wholeNumber(asked.get('fin'), 1200),
    inactive: wholeNumber(asked.get('inactif'), 120),
    page: wholeNumber(asked.get('page'), 9999) ?? 1,
  };
}

/** The filter as the address says it, without the page. */
export function rosterQuery(filter: RosterFilter): [string, string][] {
  const pairs: [string, string | number | null][] = [
    ['q', filter.text],
    ['lieu', filter.area],
    ['structure', filter.organisation],
    ['role', filter.role],
    ['habilitation', filter.habilitation],
    ['fin', filter.endsWithin],
    ['inactif', filter.inactive],
  ];
  return pairs
    .filter(([, value]) => value !== null && value !== '')
    .map(([name, value]) => [name, String(value)]);
}
