import { trigramSimilarity, trigrams } from '../../territory/index.ts';
import { codesByLabelWord, type WeightedLexemes, weight } from './place-words.ts';
import type { QueryWord } from './query.ts';

export interface TextHits {
  /** Score of each row, higher is better; 0 for a row that does not answer. */
  scores: Float32Array;
  /** How many rows answer. */
  count: number;
  /** `close`: some words were read loosely or left out; the page says so. */
  precision: 'exact' | 'close';
}

/** Rows that hold a lexeme, and how much it counts in each; a row may come twice. */
interface Posting {
  rows: number[];
  weights: number[];
}

/** Words at least this long also find the words they begin: « biblio » finds « bibliotheque ». */
const prefixFrom = 4;

/** Least likeness of a misspelt word to a word of a name (trigrams in common, 0 to 1). */
const leastLikeness = 0.4;

/** A place that says the very word comes before one that says a longer word, and both before one that means it. */
const said = { whole: 3, begun: 2, meant: 1.5 } as const;

/** The words of the places in memory, one row a place: who answers a text, and how well. Thrown away at any change. */
export class TextIndex {
  private readonly rows: number;
  /** Own words of the places and words of the labels of their codes; codes themselves. */
  private readonly postings = new Map<string, Posting[]>();
  private readonly words: string[];
  private readonly nameWords = new Set<string>();
  private nameWordsByTrigram: ReadonlyMap<string, readonly string[]> | null = null;

  constructor(places: readonly (readonly WeightedLexemes[])[]) {
    this.rows = places.length;
    for (const [row, groups] of places.entries()) {
      for (const group of groups) {
        for (const lexeme of group.lexemes) {
          this.post(lexeme, row, group.weight);
          if (group.weight === weight.name) this.nameWords.add(lexeme);
        }
      }
    }
    for (const [word, codes] of codesByLabelWord) {
      const ofCodes = codes.flatMap(code => this.postings.get(code) ?? []);
      if (ofCodes.length > 0) this.postings.set(word, [...(this.postings.get(word) ?? []), ...ofCodes]);
    }
    this.words = [...this.postings.keys()].sort();
  }

  private post(lexeme: string, row: number, counts: number) {
    let posting = this.postings.get(lexeme)?.[0];
    if (!posting) {
      posting = { rows: [], weights: [] };
      this.postings.set(lexeme, [posting]);
    }
    posting.rows.push(row);
    posting.weights.push(counts);
  }

  /** Rows that answer every word; or else with the words nobody knows read as like words of names; or else all words but one. */
  find(words: readonly QueryWord[]): TextHits {
    const answers = words.map(word => this.answer(word));
    const exact = this.together(answers, words.length);
    if (exact.count > 0 || words.length === 0) return { ...exact, precision: 'exact' };
    const isKnown = answers.map(scores => scores.some(score => score > 0));
    if (isKnown.includes(false)) {
      const read = answers.map((scores, index) => (isKnown[index] ? scores : this.like(words[index]!.word)));
      const like = this.together(read, words.length);
      if (like.count > 0) return { ...like, precision: 'close' };
    }
    return { ...this.together(answers, Math.max(1, words.length - 1)), precision: 'close' };
  }

  /** Rows that meet at least so many of the words, their scores added. */
  private together(answers: readonly Float32Array[], least: number): Omit<TextHits, 'precision'> {
    const scores = new Float32Array(this.rows);
    let count = 0;
    for (let row = 0; row < this.rows; row++) {
      let met = 0;
      let sum = 0;
      for (const answer of answers) {
        if (answer[row]! > 0) met++;
        sum += answer[row]!;
      }
      if (met < least) continue;
      scores[row] = sum;
      if (sum > 0) count++;
    }
    return { scores, count };
  }

  private answer({ word, otherwise }: QueryWord): Float32Array {
    const scores = new Float32Array(this.rows);
    for (const [lexeme] of otherwise.filter(lexemes => lexemes.length === 1))
      this.raise(scores, lexeme!, said.meant);
    for (const lexemes of otherwise.filter(lexemes => lexemes.length > 1)) {
      const each = lexemes.map(lexeme => this.raise(new Float32Array(this.rows), lexeme, said.meant));
      for (let row = 0; row < this.rows; row++)
        scores[row] = Math.max(scores[row]!, Math.min(...each.map(some => some[row]!)));
    }
    if (word.length >= prefixFrom)
      for (const longer of this.wordsBegunBy(word)) this.raise(scores, longer, said.begun);
    return this.raise(scores, word, said.whole);
  }

  /** Lifts the score of the rows that hold a lexeme; gives back the scores. */
  private raise(scores: Float32Array, lexeme: string, times: number): Float32Array {
    for (const { rows, weights } of this.postings.get(lexeme) ?? []) {
      for (let at = 0; at < rows.length; at++) {
        const score = weights[at]! * times;
        if (score > scores[rows[at]!]!) scores[rows[at]!] = score;
      }
    }
    return scores;
  }

  private *wordsBegunBy(start: string): Generator<string> {
    let low = 0;
    let high = this.words.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.words[middle]! < start) low = middle + 1;
      else high = middle;
    }
    for (; this.words[low]?.startsWith(start); low++) yield this.words[low]!;
  }

  /** Rows whose name has a word that looks like this one. */
  private like(word: string): Float32Array {
    this.nameWordsByTrigram ??= byTrigram(this.nameWords);
    const near = new Set(
      [...new Set(trigrams(word))].flatMap(part => this.nameWordsByTrigram!.get(part) ?? []),
    );
    const scores = new Float32Array(this.rows);
    for (const other of near) {
      const likeness = trigramSimilarity(word, other);
      if (likeness >= leastLikeness) this.raise(scores, other, likeness);
    }
    return scores;
  }
}

function byTrigram(words: Iterable<string>): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const word of words) {
    for (const part of new Set(trigrams(word))) {
      const others = found.get(part);
      if (others) others.push(word);
      else found.set(part, [word]);
    }
  }
  return found;
}
