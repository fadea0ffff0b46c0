import { cleanLine, quoted, readLine, rejection, warn } from './text.ts';
import type { FieldIssue, FieldResult, ReviewNote } from './types.ts';

/** `id`: any text, required. 200 characters are enough for every known source. */
export function readId(raw: string | undefined): FieldResult<string | null> {
  const value = cleanLine(raw ?? '');
  if (value === '') {
    return {
      value: null,
      issues: [
        rejection(
          'id',
          'id_absent',
          'Cette ligne n’a pas d’identifiant. Donnez-en un à chaque lieu.',
          raw ?? '',
        ),
      ],
    };
  }
  if (value.length > 200) {
    return {
      value: null,
      issues: [
        rejection(
          'id',
          'id_trop_long',
          'Cet identifiant dépasse 200 caractères. Donnez-en un plus court.',
          value,
        ),
      ],
    };
  }
  return { value, issues: [] };
}

/** `nom`: required once invisible characters are gone; capitals are kept and a better writing proposed. */
export function readName(raw: string | undefined): FieldResult<string | null> & { review: ReviewNote[] } {
  const { value, issues } = readLine('nom', raw, 250);
  if (value === null || !/[\p{L}\p{N}]/u.test(value)) {
    const message = 'Ce lieu n’a pas de nom. Écrivez le nom affiché sur place.';
    return { value: null, issues: [rejection('nom', 'nom_absent', message, raw ?? '')], review: [] };
  }
  const proposed = inSmallLetters(value);
  const review =
    proposed === null
      ? []
      : [
          {
            field: 'nom',
            code: 'nom_en_capitales',
            message_fr: `Le nom ${quoted(value)} est écrit en capitales. Proposition\u00a0: ${quoted(proposed)}.`,
            proposed,
          },
        ];
  return { value, issues, review };
}

const ACCENTED: Readonly<Record<string, string>> = {
  bibliotheque: 'bibliothèque',
  bibliotheques: 'bibliothèques',
  mediatheque: 'médiathèque',
  mediatheques: 'médiathèques',
  ludotheque: 'ludothèque',
  departementale: 'départementale',
  multimedia: 'multimédia',
  reseau: 'réseau',
  ecole: 'école',
  hotel: 'hôtel',
  prefecture: 'préfecture',
};
const SMALL = new Set([
  'de',
  'du',
  'des',
  'la',
  'le',
  'les',
  'et',
  'en',
  'au',
  'aux',
  'sur',
  'sous',
  'd',
  'l',
]);
const COMMON = new Set([
  'municipale',
  'municipal',
  'communale',
  'intercommunale',
  'communautaire',
  'services',
]);
const ACRONYMS = new Set(['CCAS', 'CIAS', 'MJC', 'EPN', 'MSA', 'CAF', 'PIMMS', 'CPAM', 'MDS']);

/** « BIBLIOTHEQUE DE BOOS » → « Bibliothèque de Boos »; null when the name is not all capitals. */
function inSmallLetters(name: string): string | null {
  if (!/\p{Lu}{4}/u.test(name) || /\p{Ll}/u.test(name)) return null;
  const words = name.split(/([\s'’-]+)/u);
  return words
    .map((word, index) => {
      const low = word.toLowerCase();
      if (ACRONYMS.has(word)) return word;
      const common = ACCENTED[low] ?? (SMALL.has(low) || COMMON.has(low) ? low : null);
      if (index === 0 || common === null) {
        const text = common ?? low;
        return text.charAt(0).toUpperCase() + text.slice(1);
      }
      return common;
    })
    .join('');
}

/** Sum of the digits after doubling every second one from the right, modulo 10 (Luhn). */
function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i]);
    const weighted = i % 2 === 1 ? digit * 2 : digit;
    sum += weighted > 9 ? weighted - 9 : weighted;
  }
  return sum % 10 === 0;
}

/** A SIRET: 14 digits, Luhn, or for the offices of La Poste a sum of digits multiple of 5. */
export function isSiret(text: string): boolean {
  if (!/^\d{14}$/.test(text) || /^0+$/.test(text)) return false;
  if (passesLuhn(text)) return true;
  return text.startsWith('356000000') && [...text].reduce((sum, digit) => sum + Number(digit), 0) % 5 === 0;
}

/** What exports write when the number of the structure is not known. */
export const UNKNOWN_PIVOT = '00000000000000';

/** `pivot`: SIRET, RNA, or SIREN with a remark; `00000000000000` and nothing else means "unknown" silently. */
export function readPivot(raw: string | undefined): FieldResult<string | null> {
  const field = 'pivot';
  const text = cleanLine(raw ?? '');
  const compact = text.replace(/[\s.]/gu, '');
  if (compact === UNKNOWN_PIVOT) return { value: null, issues: [] };
  const drop = (code: string, message: string): FieldResult<string | null> => ({
    value: null,
    issues: [warn(field, code, message, text, null)],
  });
  if (compact === '') return drop('pivot_absent', 'Le SIRET ou le numéro RNA manque.');
  if (/^\d+([.,]\d+)?e\+?\d+$/i.test(text)) {
    return drop('pivot_arrondi', 'Le tableur a arrondi ce SIRET. Mettez la colonne au format texte.');
  }
  if (/^\d{14}$/.test(compact)) {
    if (isSiret(compact)) return { value: compact, issues: [] };
    return drop(
      'siret_faux',
      `Le SIRET ${quoted(compact)} contient une faute de frappe. Vérifiez ses 14 chiffres.`,
    );
  }
  if (/^\d{9}$/.test(compact) && !/^0+$/.test(compact) && passesLuhn(compact)) {
    const message = 'Ce numéro est un SIREN (9 chiffres). Donnez le SIRET du lieu (14 chiffres).';
    return { value: compact, issues: [warn(field, 'pivot_siren', message, text, compact)] };
  }
  if (/^w\d{9}$/i.test(compact)) {
    const value = compact.toUpperCase();
    const issues: FieldIssue[] =
      value === compact
        ? []
        : [warn(field, 'rna_minuscule', 'Le numéro RNA commence par un W majuscule.', text, value)];
    return { value, issues };
  }
  return drop(
    'pivot_illisible',
    `${quoted(text)} n’est ni un SIRET (14 chiffres) ni un numéro RNA (W et 9 chiffres).`,
  );
}
