import { fold, meaningfulWords, singular } from '../../../territory/index.ts';
import { allFound } from './spelling.ts';

/** A street address read once. `numbers` is empty when the address has none. */
export interface StreetProfile {
  type: string | null;
  /** Words of the street without type, number, small words and commune. */
  words: string[];
  numbers: number[];
  /** « bis », « b »…, null when there is none. */
  suffix: string | null;
  /** « Le bourg », « mairie »: an address only in the sense of the village. */
  vague: boolean;
}

const TYPES: Readonly<Record<string, string>> = {
  rue: 'r rue',
  avenue: 'av ave aven avenue',
  boulevard: 'bd bld blvd bvd boul boulevard',
  route: 'rte rt route',
  place: 'pl plc place',
  chemin: 'che ch chem chm chemin',
  allée: 'all al allee',
  impasse: 'imp impasse',
  square: 'sq square',
  cours: 'crs cours cour',
  faubourg: 'fg fbg faubourg',
  quai: 'quai',
  passage: 'pass pas passage',
  esplanade: 'esp espl esplanade',
  traverse: 'tra trav traverse',
  montée: 'mte mtee montee',
  ruelle: 'rle ruelle',
  sentier: 'sen sente sentier',
  promenade: 'prom promenade',
  'rond-point': 'rpt',
  lotissement: 'lot lotissement',
  hameau: 'ham hameau',
  quartier: 'qua qrt quartier',
  résidence: 'res residence',
  draye: 'draye',
  parvis: 'parvis',
  galerie: 'galerie',
};
const TYPE_OF = new Map(
  Object.entries(TYPES).flatMap(([type, forms]) => forms.split(' ').map(form => [form, type] as const)),
);

/** Named grounds, written before or instead of the street: « Résidence des Pins, 7 rue Haute ». */
const GROUNDS = new Set(['résidence', 'lotissement', 'hameau', 'quartier', 'galerie', 'parvis']);

function typeOf(word: string): string | undefined {
  return TYPE_OF.get(word) ?? TYPE_OF.get(singular(word));
}

/** The long form of a word inside a street; « r » alone may be an initial. */
function longForm(word: string): string {
  return TITLES.get(word) ?? (word.length > 1 ? typeOf(word) : undefined) ?? word;
}

const TITLES = new Map(
  (
    'gal=general gen=general gnl=general dr=docteur doct=docteur pdt=president pres=president mal=marechal ' +
    'cdt=commandant cne=capitaine col=colonel lt=lieutenant prof=professeur pr=professeur nd=notre-dame ' +
    'onze=11 huit=8 quatorze=14 sgt=sergent abbe=abbe mgr=monseigneur fr=frere'
  )
    .split(' ')
    .map(pair => pair.split('=') as [string, string]),
);

const MONTHS = new Set(
  'janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre'.split(' '),
);
const BEFORE_TYPE = new Set(
  'grand grande petit petite vieille vieux haute basse ancienne nouvelle'.split(' '),
);
const SUFFIX = /^(bis|ter|quater|[a-d])$/;
const VAGUE = new Set(
  'bourg mairie village centre centre-bourg centre-village hotel-ville ecole eglise lieu-dit lieudit'.split(
    ' ',
  ),
);

/**
 * Reads a street; null when nothing is written. The complement (« Mairie », « Le bourg ») stands in for a
 * street that is absent. `communeWords` are removed from the end of the street.
 */
export function profileStreet(
  street: string | null,
  complement: string | null,
  communeWords: readonly string[],
): StreetProfile | null {
  const text = fold(street ?? '') || fold(complement ?? '');
  if (!text) return null;
  // An address copied whole: everything from the postal code on is not the street.
  const words = text.replace(/(.)\s\d{5}\b.*$/, '$1').split(' ');
  const types = words.map((word, index) => (index < words.length - 1 ? typeOf(word) : undefined));
  const streetAt = types.findIndex(type => type !== undefined && !GROUNDS.has(type));
  const typeAt = streetAt >= 0 ? streetAt : types.findIndex(type => type !== undefined);
  const numbered = readNumber(words, typeAt);
  const start = typeAt > 0 && BEFORE_TYPE.has(words[typeAt - 1]!) ? typeAt - 1 : typeAt;
  const tail = typeAt >= 0 ? words.filter((_, i) => i >= start && i !== typeAt) : words.slice(numbered.end);
  const own = trimCommune(meaningfulWords(tail.map(longForm).join(' ')).map(singular), communeWords);
  return {
    type: typeAt >= 0 ? typeOf(words[typeAt]!)! : null,
    words: own,
    numbers: numbered.numbers,
    suffix: numbered.suffix,
    vague: numbered.numbers.length === 0 && typeAt < 0 && VAGUE.has(own.join('-')),
  };
}

function readNumber(
  words: readonly string[],
  typeAt: number,
): { numbers: number[]; suffix: string | null; end: number } {
  const numbers: number[] = [];
  let suffix: string | null = null;
  const limit = typeAt >= 0 ? typeAt : words.length;
  // Numbers right before the street type, else at the beginning.
  let index = 0;
  if (typeAt > 0) {
    index = typeAt;
    while (index > 0 && isNumberPart(words[index - 1]!)) index--;
  }
  for (; index < limit; index++) {
    const word = words[index]!;
    const match = /^(\d{1,5})(bis|ter|quater|[a-d])?$/.exec(word);
    if (match && !MONTHS.has(words[index + 1] ?? '')) {
      numbers.push(Number(match[1]));
      suffix = match[2] ?? suffix;
    } else if (numbers.length > 0 && SUFFIX.test(word) && index + 1 < words.length) suffix = word;
    else if (word === 'n' || word === 'no' || word === 'numero') continue;
    else break;
  }
  return { numbers, suffix, end: index };
}

function isNumberPart(word: string): boolean {
  return /^\d{1,5}(bis|ter|quater|[a-d])?$/.test(word) || SUFFIX.test(word);
}

function trimCommune(words: string[], commune: readonly string[]): string[] {
  if (commune.length === 0 || words.length <= commune.length) return words;
  const tail = words.slice(-commune.length);
  return tail.every((word, index) => word === commune[index]) ? words.slice(0, -commune.length) : words;
}

/** `same`: street and number; `street`: street, a number missing; `clash`: street, other number. */
export type AddressRelation = 'same' | 'street' | 'clash' | 'different' | 'unknown';

/** Compares two streets of one commune; symmetric. */
export function compareStreets(a: StreetProfile | null, b: StreetProfile | null): AddressRelation {
  if (!a || !b) return 'unknown';
  const joinedA = a.words.join('');
  const joinedB = b.words.join('');
  if (a.vague !== b.vague) return 'unknown';
  if (a.type && b.type && a.type !== b.type) return 'different';
  if (joinedA !== joinedB && !streetsMeet(a.words, b.words)) return 'different';
  if (a.numbers.length === 0 || b.numbers.length === 0) return 'street';
  if (!a.numbers.some(number => b.numbers.includes(number))) return 'clash';
  if (a.suffix === b.suffix) return 'same';
  return a.suffix && b.suffix ? 'clash' : 'street';
}

function streetsMeet(a: readonly string[], b: readonly string[]): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (short.length === 0) return false;
  if (allFound(short, long) && short.some(word => word.length >= 4)) return true;
  // Names cut at the source: « rue des Ec » for « rue des Écoles ».
  const last = short.length - 1;
  const cut = short[last]!;
  return (
    long.length === short.length &&
    cut.length >= 2 &&
    (long[last]!.startsWith(cut) || cut.startsWith(long[last]!)) &&
    short.slice(0, last).every((word, index) => word === long[index])
  );
}

/** Whether both addresses are the same without any number (« place de l’Église » twice). */
export function bothWithoutNumber(a: StreetProfile | null, b: StreetProfile | null): boolean {
  return a !== null && b !== null && !a.vague && a.numbers.length === 0 && b.numbers.length === 0;
}
