import { fold } from '../../../territory/index.ts';
import { GIVEN_NAMES } from './given-names.ts';
import { cleanLine, quoted, warn } from './text.ts';
import type { FieldIssue, FieldResult } from './types.ts';

const EMAIL =
  /^[a-z0-9.!#$%&'*+/=?^_`{}~-]{1,64}@[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*\.[a-z]{2,24}$/i;
const MAX_ITEMS = 20;
/** Longest cell of addresses looked at, in characters. */
const LONGEST_CELL = 8000;

/** Says that an address bears the name of a person (`prenom.nom@`): kept out of what is published. */
export function isNominative(email: string): boolean {
  const local = fold(email.split('@')[0]?.replace(/[._\-+]/g, ' ') ?? '');
  const words = local.split(' ').filter(word => /^[a-z]+$/.test(word));
  if (words.length !== 2 || words.includes('saint') || words.includes('sainte')) return false;
  return words.some(word => GIVEN_NAMES.has(word));
}

/** The same text, each of these addresses known by its first letter and its domain only: « s…@exemple.fr ». */
export function maskAddresses(text: string, addresses: readonly string[]): string {
  return addresses.reduce(
    (masked, address) => masked.replaceAll(address, address.replace(/^(.)[^@]*/u, '$1…')),
    text,
  );
}

/**
 * `courriels`: items separated by `|` (older `;` and `,` read with a remark). An unreadable item is dropped
 * alone; the address of a person goes apart.
 */
export function readEmails(raw: string | undefined): FieldResult<string[]> & { privateEmails: string[] } {
  const field = 'courriels';
  const text = cleanLine(raw ?? '').slice(0, LONGEST_CELL);
  const issues: FieldIssue[] = [];
  const value: string[] = [];
  const privateEmails: string[] = [];
  if (/[;,]|\S\s+\S/u.test(text)) {
    const message = 'Plusieurs adresses se séparent par une barre verticale «\u00a0|\u00a0».';
    issues.push(warn(field, 'courriel_separateur', message, text, null));
  }
  for (const item of text.split(/[|;,\s]+/u)) {
    const email = item.replace(/^mailto:/i, '').replace(/^<(.*)>$/, '$1');
    if (email === '' || value.includes(email) || privateEmails.includes(email)) continue;
    if (value.length === MAX_ITEMS) break;
    if (email.length > 254 || !EMAIL.test(email) || /\.\.|^\.|\.@/.test(email)) {
      const message = `${quoted(item)} n’est pas une adresse de courriel. Écrivez-la comme contact@exemple.fr.`;
      issues.push(warn(field, 'courriel_illisible', message, item, null));
    } else if (isNominative(email)) {
      privateEmails.push(email);
      const masked = maskAddresses(email, [email]);
      const message = `${quoted(masked)} porte le nom d’une personne. Elle n’est pas gardée : donnez une adresse de la structure.`;
      issues.push(warn(field, 'courriel_nominatif', message.replace(' :', '\u00a0:'), masked, null));
    } else {
      value.push(email);
      if (email !== item) {
        issues.push(warn(field, 'courriel_reecrit', `L’adresse a été lue ${quoted(email)}.`, item, email));
      }
    }
  }
  // The remark about separators quotes the whole cell.
  const told = issues.map(issue => ({ ...issue, raw: maskAddresses(issue.raw, privateEmails) }));
  return { value, privateEmails, issues: told };
}

type UrlReading = { url: string; repaired: boolean } | { url: null; code: string; message: string };

/** One web address: http or https only, a host with a dot, no name or password inside. */
function readOneUrl(item: string): UrlReading {
  const refuse = (code: string, message: string): UrlReading => ({ url: null, code, message });
  const scheme = /^([a-z][a-z0-9+.-]*):(?!\d)/i.exec(item)?.[1]?.toLowerCase();
  if (scheme !== undefined && scheme !== 'http' && scheme !== 'https') {
    const message = `${quoted(item)} n’est pas l’adresse d’un site (http ou https). Elle n’est pas reprise.`;
    return refuse('url_interdite', message);
  }
  const unreadable = `${quoted(item)} n’est pas l’adresse d’un site. Écrivez-la comme https://exemple.fr.`;
  if (item.length > 2000 || /[\s<>"|\\^`{}]/u.test(item)) return refuse('url_illisible', unreadable);
  const candidate = scheme === undefined ? `https://${item.replace(/^\/+/, '')}` : item;
  const parsed = URL.canParse(candidate) ? new URL(candidate) : null;
  if (parsed === null || !/^https?:\/\/[^/]/i.test(candidate)) return refuse('url_illisible', unreadable);
  if (parsed.username !== '' || parsed.password !== '' || /^https?:\/\/[^/?#]*@/i.test(candidate)) {
    return refuse(
      'url_avec_compte',
      `${quoted(item)} contient un nom ou un mot de passe. Elle n’est pas reprise.`,
    );
  }
  if (!/^[^.]+(\.[^.]+)*\.[\p{L}\d-]{2,}\.?$/u.test(parsed.hostname) || /^[\d.]+$/.test(parsed.hostname)) {
    return refuse('url_illisible', unreadable);
  }
  return { url: candidate, repaired: scheme === undefined };
}

function readUrlItems(field: string, items: readonly string[]): FieldResult<string[]> {
  const value: string[] = [];
  const issues: FieldIssue[] = [];
  for (const item of items) {
    if (value.length === MAX_ITEMS) break;
    const reading = readOneUrl(item);
    if (reading.url === null) {
      issues.push(warn(field, reading.code, reading.message, item, null));
    } else if (!value.includes(reading.url)) {
      value.push(reading.url);
      if (reading.repaired) {
        const message = `Il manquait «\u00a0https://\u00a0» devant ${quoted(item)}.`;
        issues.push(warn(field, 'url_sans_protocole', message, item, reading.url));
      }
    }
  }
  return { value, issues };
}

/** `site_web`: items separated by `|` (an older `;` before an address, spaces and commas too, with a remark). */
export function readUrls(raw: string | undefined): FieldResult<string[]> {
  const field = 'site_web';
  const text = cleanLine(raw ?? '').slice(0, LONGEST_CELL);
  // Runs of separators made one first: looking behind each of them would take forever on a long run.
  const byBar = text
    .replace(/[;,\s]{2,}/gu, ' ')
    .split('|')
    .map(part => part.trim());
  const items = byBar.flatMap(part => part.split(/[;,\s](?=https?:|www\.|[a-z]+:)/iu));
  const kept = items.map(item => item.replace(/[;,\s]+$/u, '').trim()).filter(item => item !== '');
  const reading = readUrlItems(field, kept);
  if (items.length > byBar.length) {
    const message = 'Plusieurs adresses se séparent par une barre verticale «\u00a0|\u00a0».';
    reading.issues.unshift(warn(field, 'url_separateur', message, text, null));
  }
  return reading;
}

/** `fiche_acces_libre`, `prise_rdv`: one web address. */
export function readUrl(field: string, raw: string | undefined): FieldResult<string | null> {
  const text = cleanLine(raw ?? '');
  if (text === '') return { value: null, issues: [] };
  const { value, issues } = readUrlItems(field, [text]);
  return { value: value[0] ?? null, issues };
}
