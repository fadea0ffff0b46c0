import { bestRunSimilarity, trigramSimilarity, trigrams, withinOneLetter } from './closeness.ts';
import type { Commune, CommuneIndex, CommuneName, FormerCommuneRow } from './communes.ts';
import { fold, meaningfulWords } from './folding.ts';

/** Which leg found the commune, best first; `close` is a guess to be shown as such. */
export type CommuneLeg = 'postal_code' | 'insee' | 'exact' | 'prefix' | 'words' | 'joined' | 'close';

export interface CommuneHit {
  insee: string;
  name: string;
  /** First postal code, for « Sabres (40630) »; null when none is known. */
  postalCode: string | null;
  /** Code of the former commune by which the present one was found. */
  formerInsee: string | null;
  /** « Garrosse, commune de Morcenx-la-Nouvelle » for a former commune, the name otherwise. */
  label: string;
  leg: CommuneLeg;
  /** 1 for everything but `close`: likeness between 0.4 and 1. */
  score: number;
}

export interface SearchOptions {
  /** At most this many hits by name; 5 by default. A postal code gives up to 15. */
  max?: number;
  /** Postal codes written in places though no commune owns them (CEDEX): code → present INSEE codes. */
  alsoWritten?: ReadonlyMap<string, readonly string[]>;
}

const MAX_BY_NAME = 5;
const MAX_BY_POSTAL_CODE = 15;
const LEAST_LIKENESS = 0.4;
/** Longest query looked at; folding a whole page of text would be work for nothing. */
const LONGEST = 100;
const SHORT_WORD = 5;

/**
 * Communes meant by a text: name with or without accents, former name, start or words of a name, run-together or
 * misspelt name, postal code (CEDEX too, when given), INSEE code of today or old, « Sabres (40630) ». Pure; never throws.
 */
export function searchCommunes(
  index: CommuneIndex,
  query: string,
  options: SearchOptions = {},
): CommuneHit[] {
  const folded = fold(query.slice(0, LONGEST));
  const code = /(?:^| )(\d{5}|2[ab]\d{3})(?: |$)/.exec(folded)?.[1]?.toUpperCase();
  if (!code) return byName(index, withoutCedex(folded), options.max ?? MAX_BY_NAME);
  const byNumber = byCode(index, code, options.alsoWritten);
  const rest = withoutCedex(folded.replace(code.toLowerCase(), ' '));
  if (rest === '') return byNumber.slice(0, MAX_BY_POSTAL_CODE);
  const named = byName(index, rest, index.all.length);
  const both = new Set([...byNumber.map(hit => hit.insee), ...index.byPostalCode(code)]);
  const agreed = named.filter(hit => both.has(hit.insee));
  // A name that agrees with its code is the answer; when they contradict, people know the name better than the code.
  return (agreed.length > 0 ? agreed : named.length > 0 ? named : byNumber).slice(
    0,
    options.max ?? MAX_BY_NAME,
  );
}

function withoutCedex(folded: string): string {
  return folded
    .replace(/ cedex(?: \d{1,2})?$/, '')
    .replace(/\s+/g, ' ')
    .trim();
}

function byCode(
  index: CommuneIndex,
  code: string,
  alsoWritten: ReadonlyMap<string, readonly string[]> | undefined,
): CommuneHit[] {
  const served = new Set([...index.byPostalCode(code), ...(alsoWritten?.get(code) ?? [])]);
  const hits = [...served]
    .flatMap(insee => index.get(insee) ?? [])
    // Some postal codes have more communes than fit: those where most people live are kept.
    .sort((a, b) => (b.population ?? 0) - (a.population ?? 0))
    .slice(0, MAX_BY_POSTAL_CODE)
    .sort((a, b) => collator.compare(a.name, b.name))
    .map(commune => hitOf(commune, null, 'postal_code'));
  // People type postal codes; a number that is both is first a postal code.
  const found = index.byCode(code);
  if (found && !served.has(found.insee)) {
    hits.push(hitOf(index.get(found.insee)!, index.former.get(code) ?? null, 'insee'));
  }
  return hits;
}

const collator = new Intl.Collator('fr');

const legs: readonly CommuneLeg[] = ['postal_code', 'insee', 'exact', 'prefix', 'words', 'joined', 'close'];

function byName(index: CommuneIndex, folded: string, max: number): CommuneHit[] {
  if (folded === '') return [];
  const words = meaningfulWords(folded);
  const together = folded.replaceAll(' ', '');
  const found: { name: CommuneName; leg: CommuneLeg }[] = [];
  for (const name of index.names) {
    const leg = legOf(name, folded, words, together);
    if (leg) found.push({ name, leg });
  }
  const hits = found.length > 0 ? found.map(each => ({ ...each, score: 1 })) : closeTo(index, folded, words);
  hits.sort(
    (a, b) =>
      legs.indexOf(a.leg) - legs.indexOf(b.leg) ||
      b.score - a.score ||
      Number(a.name.former !== null) - Number(b.name.former !== null) ||
      Number(b.name.commune.home) - Number(a.name.commune.home) ||
      (b.name.commune.population ?? 0) - (a.name.commune.population ?? 0) ||
      (a.name.folded < b.name.folded ? -1 : 1),
  );
  const kept = new Map<string, CommuneHit>();
  for (const { name, leg, score } of hits) {
    if (kept.size >= max) break;
    if (!kept.has(name.commune.insee)) {
      kept.set(name.commune.insee, hitOf(name.commune, name.former, leg, score));
    }
  }
  return [...kept.values()];
}

function legOf(
  name: CommuneName,
  folded: string,
  words: readonly string[],
  together: string,
): CommuneLeg | null {
  if (name.folded === folded) return 'exact';
  if (name.folded.startsWith(folded)) return 'prefix';
  if (words.every(word => name.words.includes(word))) return 'words';
  // Three letters run together are too little: « les » would find half the communes.
  if (together.length > 3 && name.joined.startsWith(together)) return 'joined';
  return null;
}

interface CloseName {
  name: CommuneName;
  leg: CommuneLeg;
  score: number;
}

function closeTo(index: CommuneIndex, folded: string, words: readonly string[]): CloseName[] {
  const hits = index.names
    .filter(name => oneLetterAway(words, name.core))
    .map(
      (name): CloseName => ({
        name,
        leg: 'close',
        score: Math.max(LEAST_LIKENESS, trigramSimilarity(folded, name.folded)),
      }),
    );
  // A short word alone shares its few trigrams with too many names: « caf » is not Capbreton.
  if (words.length === 1 && words[0]!.length <= SHORT_WORD) return hits;
  const wanted = new Set(trigrams(words.join(' ')));
  const likeness = likenessOf(index);
  const shared = new Map<LikeName, number>();
  for (const trigram of wanted) {
    for (const like of likeness.get(trigram) ?? []) shared.set(like, (shared.get(like) ?? 0) + 1);
  }
  const already = new Set(hits.map(hit => hit.name));
  for (const [{ name, sequence, size }, count] of shared) {
    // No run can share more than this: most names stop here.
    if (count / wanted.size < LEAST_LIKENESS || already.has(name)) continue;
    const whole = count / (wanted.size + size - count);
    const score = Math.max(whole, bestRunSimilarity(wanted, sequence));
    if (score >= LEAST_LIKENESS) hits.push({ name, leg: 'close', score });
  }
  return hits;
}

/** Short words have too few trigrams to be alike: « dex » is one letter from Dax. All words of the name must answer. */
function oneLetterAway(words: readonly string[], name: readonly string[]): boolean {
  return (
    words.length === name.length &&
    words.every((word, at) => {
      const other = name[at]!;
      if (word === other) return true;
      return word.length >= 3 && word.length <= SHORT_WORD && withinOneLetter(word, other);
    })
  );
}

interface LikeName {
  name: CommuneName;
  /** Trigrams of its meaningful words, in order. */
  sequence: readonly string[];
  /** Number of distinct ones. */
  size: number;
}

/** Names by trigram, cut once for an index. */
const likenesses = new WeakMap<CommuneIndex, ReadonlyMap<string, readonly LikeName[]>>();

function likenessOf(index: CommuneIndex): ReadonlyMap<string, readonly LikeName[]> {
  const known = likenesses.get(index);
  if (known) return known;
  const byTrigram = new Map<string, LikeName[]>();
  for (const name of index.names) {
    const sequence = trigrams(name.core.join(' '));
    const distinct = new Set(sequence);
    const like = { name, sequence, size: distinct.size };
    for (const trigram of distinct) {
      const names = byTrigram.get(trigram);
      if (names) names.push(like);
      else byTrigram.set(trigram, [like]);
    }
  }
  likenesses.set(index, byTrigram);
  return byTrigram;
}

function hitOf(commune: Commune, former: FormerCommuneRow | null, leg: CommuneLeg, score = 1): CommuneHit {
  return {
    insee: commune.insee,
    name: commune.name,
    postalCode: commune.postalCodes[0] ?? null,
    formerInsee: former?.insee ?? null,
    label: former?.name ? `${former.name}, commune de ${commune.name}` : commune.name,
    leg,
    score,
  };
}

export type MeantCommune =
  | { kind: 'one'; hit: CommuneHit }
  | { kind: 'several'; hits: CommuneHit[] }
  /** Nothing sure: a sentence to show, and the communes it proposes. */
  | { kind: 'unknown'; sentence: string; suggestions: CommuneHit[] };

/** The one commune a person means in a form field, the choices when there are several, or what to tell them. */
export function meantCommune(index: CommuneIndex, typed: string, options: SearchOptions = {}): MeantCommune {
  const hits = searchCommunes(index, typed, options);
  const sure = hits.filter(hit => hit.leg !== 'close' && !stopsInsideAWord(index, hit, typed));
  const exact = sure.filter(hit => hit.leg === 'exact');
  if (exact.length === 1) return { kind: 'one', hit: exact[0]! };
  if (sure.length === 1) return { kind: 'one', hit: sure[0]! };
  if (sure.length > 1) return { kind: 'several', hits: sure };
  const suggestions = hits.slice(0, 3);
  return { kind: 'unknown', sentence: unknownSentence(index, typed, suggestions), suggestions };
}

/** « près de », « autour du »: words that only lead to a commune. */
const towards = /(?:^| )(?:pres|autour|proche|vers)(?: d[eu]?)?$/;

/**
 * « imprimer près de Dax », « Dax imprimer »: the commune named in full at an end of the words, the longest name
 * first, and the other words, folded; null when there is none, or nothing else.
 */
export function communeBeside(
  index: CommuneIndex,
  typed: string,
): { hit: CommuneHit; others: string } | null {
  const folded = fold(typed.slice(0, LONGEST));
  let best: { name: CommuneName; others: string } | null = null;
  for (const name of index.names) {
    const isLonger = name.commune.home && name.folded.length > (best?.name.folded.length ?? 1);
    if (!isLonger || folded.length <= name.folded.length) continue;
    if (folded.endsWith(` ${name.folded}`))
      best = { name, others: folded.slice(0, -name.folded.length).trim().replace(towards, '') };
    else if (folded.startsWith(`${name.folded} `))
      best = { name, others: folded.slice(name.folded.length).trim() };
  }
  return best && { hit: hitOf(best.name.commune, best.name.former, 'exact'), others: best.others };
}

function stopsInsideAWord(index: CommuneIndex, hit: CommuneHit, typed: string): boolean {
  if (hit.leg !== 'prefix') return false;
  const name = hit.formerInsee ? (index.former.get(hit.formerInsee)?.name ?? hit.name) : hit.name;
  return !`${fold(name)} `.startsWith(`${fold(typed)} `);
}

function unknownSentence(index: CommuneIndex, typed: string, suggestions: readonly CommuneHit[]): string {
  const word = typed.trim().replace(/\s+/g, ' ').slice(0, LONGEST);
  if (word === '') return 'Écrivez le nom d’une commune ou un code postal.';
  const start = `Nous ne trouvons pas «\u00a0${word}\u00a0»`;
  const names = suggestions.map(hit => `${hit.label}${hit.postalCode ? ` (${hit.postalCode})` : ''}`);
  const last = names.pop();
  if (last === undefined) return `${start} parmi les communes du territoire (${index.departement.name}).`;
  return `${start}. Vouliez-vous dire ${names.length > 0 ? `${names.join(', ')} ou ` : ''}${last}\u00a0?`;
}
