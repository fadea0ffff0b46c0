import { cleanLine, quoted, warn, withoutSpreadsheetGuard } from './text.ts';
import type { FieldIssue } from './types.ts';

/** Pattern of the standard for `telephone`. */
export const STANDARD_PHONE = /^(\+33|\+590|\+594|\+262|\+596|\+269|\+687|\+689|\+508|\+681)\d{6,9}$/;
const SHORT_NUMBER = /^(3\d{3}|10\d{2}|1[125678]|11[245679]|116\d{3}|118\d{3})$/;

export interface PhoneReading {
  phone: string | null;
  phoneShort: string | null;
  issues: FieldIssue[];
}

/** Digits of one number put in the international form; null when it cannot be a number of the standard. */
function toE164(text: string): string | null {
  const compact = text.replace(/\(0\)/g, '').replace(/[\s.\-/()_\u2010-\u2015]/gu, '');
  if (/^0[1-9]\d{8}$/.test(compact)) return `+33${compact.slice(1)}`;
  const international = compact.replace(/^00(?=[1-9])/, '+').replace(/^\+330(?=\d{9}$)/, '+33');
  if (!STANDARD_PHONE.test(international)) return null;
  // A French number has nine digits after +33: fewer is a cut number, useless to a person.
  return international.startsWith('+33') && !/^\+33[1-9]\d{8}$/.test(international) ? null : international;
}

/** Mobile numbers of mainland France: often a person's own, published only for places that move. */
function isMobile(e164: string): boolean {
  return /^\+33[67]/.test(e164);
}

/**
 * `telephone`: E.164. National writing is repaired with a remark, the first of several numbers is kept,
 * a short number (3949) goes apart, a mobile is kept only when `mobileAllowed` (itinerant place).
 */
export function readPhone(raw: string | undefined, mobileAllowed: boolean): PhoneReading {
  const field = 'telephone';
  const text = cleanLine(withoutSpreadsheetGuard(cleanLine(raw ?? ''))).slice(0, 500);
  if (text === '') return { phone: null, phoneShort: null, issues: [] };
  const issues: FieldIssue[] = [];
  const none = (code: string, message: string): PhoneReading => ({
    phone: null,
    phoneShort: null,
    issues: [...issues, warn(field, code, message, text, null)],
  });
  const [first = '', ...others] = splitNumbers(text);
  if (others.length > 0) {
    const message = 'Plusieurs numéros sont donnés. Le premier est gardé.';
    issues.push(warn(field, 'telephone_plusieurs', message, text, first));
  }
  const short = first.replace(/[\s.]/gu, '');
  if (SHORT_NUMBER.test(short)) {
    const message = `Le ${short} est un numéro court. Il est montré, mais il ne sort pas dans les exports.`;
    issues.push(warn(field, 'telephone_court', message, text, short));
    return { phone: null, phoneShort: short, issues };
  }
  const phone = toE164(first);
  if (phone === null) {
    return none(
      'telephone_illisible',
      `${quoted(text)} n’est pas un numéro complet. Écrivez-le comme +33558000000.`,
    );
  }
  if (isMobile(phone) && !mobileAllowed) {
    const message =
      'Un numéro de mobile n’est publié que pour un lieu itinérant, ou s’il est déclaré professionnel.';
    return none('telephone_mobile', message);
  }
  if (phone !== first) {
    issues.push(warn(field, 'telephone_reecrit', `Le numéro a été réécrit\u00a0: ${phone}.`, text, phone));
  }
  return { phone, phoneShort: null, issues };
}

/** Several numbers in one cell: written separators, or a second number starting after ten digits. */
function splitNumbers(text: string): string[] {
  const parts = text
    .split(/\s*(?:[|;,]|\bou\b|\bet\b|\/(?=\s*(?:0|\+)\d)|\s-\s(?=0\d))\s*/iu)
    .map(part => part.trim())
    .filter(part => part !== '');
  const first = parts[0] ?? '';
  const glued = /^(0[1-9](?:[\s.]?\d\d){4})[\s./-]+(0[1-9](?:[\s.]?\d\d){4})$/.exec(first);
  return glued ? [glued[1] ?? '', glued[2] ?? '', ...parts.slice(1)] : parts;
}
