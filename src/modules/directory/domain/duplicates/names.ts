import { fold, meaningfulWords, singular } from '../../../territory/index.ts';
import { type Family, familiesInWords, isGeneric, relateFamilies, repairKindWord } from './families.ts';
import { allFound, lettersApart, lettersOf, slips, wordsAgree } from './spelling.ts';

/** One way to read a name: as written, or without a label in front (« France services », « Espace numérique »). */
interface Reading {
  /** Words without small words and commune, joined: equal for the same name written twice. */
  bare: string;
  /** All folded words but those of the commune, joined: where slips of typing are counted. */
  spelled: string;
  spelledWords: string[];
  /** The letters of `spelled` and its digits in order: what two spellings of one name share. */
  letters: number;
  digits: string;
  families: Family[];
  /** The words that tell this place from its like. */
  core: string[];
  /** What is left beside families, commune and own words (« maison », « municipale »), in order. */
  filler: string;
  /** The name says nothing but the commune. */
  communeOnly: boolean;
  /** The words of the commune that the name says: merged communes keep two town halls. */
  communeSaid: string[];
  startsWithCommune: boolean;
}

export interface NameProfile {
  readings: Reading[];
  families: Family[];
  core: string[];
}

const LABELS = [
  'espace france service',
  'maison france service',
  'point france service',
  'france service',
  'efs',
  'mfs',
  'msap',
  'espace public numerique',
  'espace numerique',
  'point numerique',
  'epn',
].map(label => label.split(' '));

function wordsOf(text: string): string[] {
  return meaningfulWords(text).map(word => repairKindWord(singular(word)));
}

/** The words of the commune, to be left out of names and streets. */
export function communeWordsOf(communeName: string): string[] {
  return meaningfulWords(communeName).map(singular);
}

function withoutCommune(words: readonly string[], commune: readonly string[]): string[] {
  return words.filter(word => !commune.some(other => word === other || isSlipOf(word, other)));
}

function isSlipOf(word: string, other: string): boolean {
  return word.length >= 5 && other.length >= 5 && wordsAgree(word, other);
}

function readingOf(
  words: readonly string[],
  spelledWords: readonly string[],
  commune: readonly string[],
  starts: readonly number[],
): Reading {
  const { families, used } = familiesInWords(words, starts);
  const unused = words.filter((_, index) => !used[index]);
  const rest = withoutCommune(words, commune);
  const core = withoutCommune(unused, commune).filter(word => !isGeneric(word));
  const spelled = spelledWords.filter(word => !commune.includes(singular(word)));
  const communeOnly = rest.length === 0;
  const written = spelled.length > 0 ? spelled : [...spelledWords];
  const text = written.join('');
  return {
    bare: (communeOnly ? words : rest).join(''),
    spelled: text,
    spelledWords: written,
    letters: lettersOf(text),
    digits: text.replace(/\D/g, ''),
    families,
    core,
    filler: withoutCommune(unused, commune).filter(isGeneric).sort().join(' '),
    communeOnly,
    communeSaid: commune.filter(other => words.some(word => word === other || isSlipOf(word, other))),
    startsWithCommune: words[0] !== undefined && words[0] === commune[0],
  };
}

/** Reads a name once for all its comparisons, `commune` being the words of its commune. `kindFamilies` speak only when the name names no family. */
export function profileName(
  name: string,
  commune: readonly string[],
  kindFamilies: readonly Family[],
): NameProfile {
  const words = wordsOf(name);
  const spelledWords = fold(name).split(' ');
  const starts = [0];
  for (let label = labelOf(words); label; label = labelOf(words.slice(starts.at(-1)))) {
    starts.push(starts.at(-1)! + label.length);
  }
  const readings = starts
    // Labels hold no small word before their last word, so the same count leaves the spelled words.
    .map(start =>
      readingOf(
        words.slice(start),
        spelledWords.slice(start),
        commune,
        starts.map(other => other - start),
      ),
    )
    .filter((reading, index) => index === 0 || !startsAfresh(reading));
  const first = readings[0]!;
  const families = first.families.length > 0 ? first.families : [...kindFamilies];
  return { readings, families, core: first.core };
}

/** « France services de Rion (La Poste) »: the label followed by the commune is itself the name. */
function startsAfresh(reading: Reading): boolean {
  return reading.communeOnly || (reading.startsWithCommune && reading.core.length === 0);
}

function labelOf(words: readonly string[]): string[] | undefined {
  return LABELS.find(
    label => label.length < words.length && label.every((word, index) => words[index] === word),
  );
}

/**
 * `same`: one name; `kin`: one family and nothing that contradicts; `akin`: the same own words, one family unsaid;
 * `hint`: something in common; `sister`: one family, other own words; `other`: nothing in common.
 */
export type NameRelation = 'same' | 'kin' | 'akin' | 'hint' | 'sister' | 'other';

export interface NameComparison {
  relation: NameRelation;
  how: 'identical' | 'commune' | 'label' | 'slip' | 'synonym' | 'words' | null;
  /** Own words of both names agree and there is at least one. */
  coreAgrees: boolean;
  /** Between 0 and 1, for the score only. */
  likeness: number;
}

/** Compares two names read by `profileName`; symmetric. */
export function compareNames(a: NameProfile, b: NameProfile): NameComparison {
  for (let total = 0; total <= a.readings.length + b.readings.length; total++) {
    for (let i = 0; i <= total; i++) {
      const left = a.readings[i];
      const right = b.readings[total - i];
      const how = left && right ? sameName(left, right) : null;
      if (!how) continue;
      const labelled = total > 0 && i !== total - i ? 'label' : how;
      return { relation: 'same', how: labelled, coreAgrees: left!.core.length > 0, likeness: 1 };
    }
  }
  return relateNames(a, b);
}

function sameName(a: Reading, b: Reading): NameComparison['how'] {
  const relation = relateFamilies(a.families, b.families);
  if (relation === 'conflict' || relation === 'close' || otherPartsOfTheCommune(a, b)) return null;
  if (a.spelled === b.spelled) return 'identical';
  if (a.bare === b.bare) return 'commune';
  if (relation === 'partial') return null;
  if (oneSlipApart(a, b)) return 'slip';
  if (a.communeOnly || b.communeOnly) return null;
  const sameCore = coresAgree(a.core, b.core);
  if (relation === 'same' && sameCore) return 'synonym';
  // Without own words, « France services » and « Maison des services, France services » may be two desks.
  const bothEmpty = a.core.length === 0 && b.core.length === 0;
  if (relation === 'same' && bothEmpty && (isLibrary(a) || a.filler === b.filler)) return 'synonym';
  if (a.families.length === 0 && b.families.length === 0 && sameCore) return 'words';
  return null;
}

/** One library stands at an address whatever it is called; of other services there can be two desks. */
function isLibrary(reading: Pick<Reading, 'families'>): boolean {
  return reading.families.length === 1 && reading.families[0] === 'library';
}

/** « Mairie de Bâgé » and « Mairie de Dommartin », both in Bâgé-Dommartin. */
function otherPartsOfTheCommune(a: Reading, b: Reading): boolean {
  if (a.communeSaid.length === 0 || b.communeSaid.length === 0) return false;
  return !a.communeSaid.some(word => b.communeSaid.includes(word));
}

/** Words that make two places of one name: one letter less is not a slip there. */
const TELLING = new Set(
  'nord sud est ouest haut bas haute basse petit petite grand grande ancien ancienne annexe un deux trois i ii iii iv v'.split(
    ' ',
  ),
);

function oneSlipApart(a: Reading, b: Reading): boolean {
  const length = Math.min(a.spelled.length, b.spelled.length);
  if (length < 5) return false;
  const limit = length >= 16 ? 2 : 1;
  if (a.digits !== b.digits || lettersApart(a.letters, b.letters) > 2 * limit) return false;
  if (slips(a.spelled, b.spelled, limit) > limit) return false;
  const onlyA = a.spelledWords.filter(word => !b.spelledWords.includes(word));
  const onlyB = b.spelledWords.filter(word => !a.spelledWords.includes(word));
  if ([...onlyA, ...onlyB].some(word => TELLING.has(word))) return false;
  // Acronyms one letter apart (MDS, MDE) are two acronyms.
  const acronyms = onlyA.length === 1 && onlyB.length === 1 && onlyA[0]!.length <= 4 && onlyB[0]!.length <= 4;
  return !acronyms || [...onlyA[0]!].sort().join('') === [...onlyB[0]!].sort().join('');
}

function coresAgree(a: readonly string[], b: readonly string[]): boolean {
  if (a.length === 0 || b.length === 0) return false;
  if (a.length === b.length && allFound(a, b)) return true;
  return a.join('') === b.join('');
}

function contained(a: readonly string[], b: readonly string[]): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (short.length === 0) return false;
  if (short.some(word => word.length >= 4) && allFound(short, long)) return true;
  const [shortText, longText] = [short.join(''), long.join('')];
  return shortText.length >= 5 && longText.startsWith(shortText);
}

function relateNames(a: NameProfile, b: NameProfile): NameComparison {
  const families = relateFamilies(a.families, b.families);
  const coreAgrees = coresAgree(a.core, b.core);
  const inside = coreAgrees || contained(a.core, b.core);
  const shared = a.core.filter(word => b.core.some(other => wordsAgree(word, other))).length;
  const least = Math.min(a.core.length, b.core.length);
  const result = (relation: NameRelation, likeness: number): NameComparison => ({
    relation,
    how: null,
    coreAgrees,
    likeness,
  });
  if (families === 'conflict') return coreAgrees ? result('hint', 0.4) : result('other', 0);
  const empty = a.core.length === 0 || b.core.length === 0;
  if (families === 'same' && otherPartsOfTheCommune(a.readings[0]!, b.readings[0]!) && !coreAgrees) {
    return result('sister', 0.2);
  }
  // A family behind a label still counts: « France services Médiathèque X » is also a library.
  const kin = a.readings.some(left => b.readings.some(right => areKin(left, right)));
  if (kin || (families === 'same' && (inside || (empty && isLibrary(a))))) {
    return result('kin', inside ? 0.85 : 0.7);
  }
  const [writtenA, writtenB] = [a.readings[0]!, b.readings[0]!];
  if (slips(writtenA.bare, writtenB.bare, 1) <= 1) return result('hint', 0.6);
  if (families === 'unknown') {
    if (a.families.length === 0 && b.families.length === 0 && inside) return result('kin', 0.85);
    if (coreAgrees) return result('akin', 0.75);
    if (inside) return result('hint', 0.55);
    if (a.core.length === 0 && b.core.length === 0) return result('hint', 0.5);
    return shared > 0 && shared * 2 >= least ? result('hint', 0.5) : result('other', 0.1);
  }
  if (families === 'partial' || families === 'close') return result('hint', inside ? 0.6 : 0.4);
  return empty || (shared > 0 && shared * 2 >= least) ? result('hint', 0.5) : result('sister', 0.2);
}

function areKin(a: Reading, b: Reading): boolean {
  if (relateFamilies(a.families, b.families) !== 'same') return false;
  if (a.core.length > 0 && b.core.length > 0) return contained(a.core, b.core);
  return isLibrary(a);
}
