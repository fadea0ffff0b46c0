import { fold } from '../../../territory/index.ts';
import { readLine, warn } from './text.ts';
import type { FieldIssue } from './types.ts';

/** What exports write for a place that has neither street nor complement. */
export const NO_ADDRESS = 'Adresse non communiquée';

const STREET_WORD =
  /\b(rue|avenue|av|boulevard|bd|bld|place|pl|route|rte|chemin|che|chem|allee|allees|impasse|imp|quai|cours|square|promenade|passage|faubourg|esplanade|rond point|ruelle|lotissement|residence|voie)\b/;
// Words that announce something: a street that ends with one, or with two letters, was cut by its source.
const CUT = /\b(rue|avenue|route|place|chemin|allee|impasse) (de|du|des|de la|d|l)?( ?\p{L}{0,2})?$/u;

/** Says that a complement is in fact the street line (« Rue du Portail », « 34 place de la Gélouse »). */
function looksLikeStreet(text: string): boolean {
  const folded = fold(text);
  return STREET_WORD.test(folded) || /^\d+ (bis |ter )?\p{L}/u.test(folded);
}

/** Says that a street name stops in the middle of a word (« 124 RUE DES EC »). */
export function looksCut(street: string): boolean {
  return CUT.test(fold(street));
}

/**
 * `adresse` and `complement_adresse`. A street found only in the complement takes its place; a street
 * repeated in the complement is written once; our own « Adresse non communiquée » means none.
 */
export function readAddress(
  rawStreet: string | undefined,
  rawComplement: string | undefined,
): { street: string | null; complement: string | null; issues: FieldIssue[] } {
  const streetReading = readLine('adresse', rawStreet, 250);
  const complementReading = readLine('complement_adresse', rawComplement, 250);
  const issues = [...streetReading.issues, ...complementReading.issues];
  const written = streetReading.value;
  let street = written === NO_ADDRESS ? null : written;
  let complement = complementReading.value;
  if (street !== null && complement !== null && fold(street) === fold(complement)) {
    if (looksLikeStreet(street)) complement = null;
    else street = null;
  } else if (street === null && complement !== null && looksLikeStreet(complement)) {
    street = complement;
    complement = null;
    const message = 'La rue était dans le complément d’adresse. Elle a été remise à sa place.';
    issues.push(warn('adresse', 'adresse_dans_complement', message, written ?? '', street));
  }
  if (street === null && written === null) {
    const message = 'L’adresse manque. Donnez le numéro et la rue, ou le lieu-dit.';
    issues.push(warn('adresse', 'adresse_absente', message, '', null));
  } else if (street !== null && looksCut(street)) {
    const message = 'L’adresse semble coupée. Elle est montrée telle quelle\u00a0: complétez-la.';
    issues.push(warn('adresse', 'adresse_a_completer', message, street, street));
  }
  return { street, complement, issues };
}
