import { parseHours } from './parse.ts';
import { hasOverlap } from './regular.ts';

const DAY_NAMES: [pattern: RegExp, code: string][] = [
  [/^(lundis?|lun)$/, 'Mo'],
  [/^(mardis?|mar)$/, 'Tu'],
  [/^(mercredis?|mer)$/, 'We'],
  [/^(jeudis?|jeu)$/, 'Th'],
  [/^(vendredis?|ven)$/, 'Fr'],
  [/^(samedis?|sam)$/, 'Sa'],
  [/^(dimanches?|dim)$/, 'Su'],
];
const CODES = DAY_NAMES.map(([, code]) => code);
const RANKS: [pattern: RegExp, rank: number][] = [
  [/^(1ers?|premiers?)$/, 1],
  [/^(2e|2emes?|2nd|deuxiemes?|second)$/, 2],
  [/^(3e|3emes?|troisiemes?)$/, 3],
  [/^(4e|4emes?|quatriemes?)$/, 4],
  [/^derniers?$/, -1],
];

type Piece =
  | { kind: 'day'; day: number }
  | { kind: 'time'; minutes: number }
  | { kind: 'rank'; rank: number }
  | { kind: 'closed' | 'all' | 'holidays' | 'month' | 'appointment' | 'to' | 'and' | 'from' | 'stop' };

const WORDS: Record<string, Piece['kind'] | 'nothing'> = {
  du: 'from',
  de: 'from',
  le: 'from',
  les: 'from',
  au: 'to',
  a: 'to',
  '-': 'to',
  et: 'and',
  ',': 'and',
  '/': 'and',
  '&': 'and',
  ';': 'stop',
  '.': 'stop',
  '\n': 'stop',
  '|': 'stop',
  ':': 'nothing',
  ouvert: 'nothing',
  ouverte: 'nothing',
  ouverts: 'nothing',
  ferme: 'closed',
  fermee: 'closed',
};

const PIECE =
  /[ \t]*(?:(\d{1,2}) ?(?:h|heures?)(?: ?([0-5]\d)(?! ?h|\d))?(?![a-z\d])|(\d{1,2}):([0-5]\d)(?!\d)|(tous les jours|7j\/7|7 jours sur 7)|(jours feries)|(sur (?:rendez-vous|rdv))|(du mois)|(\d?[a-z]+)\.?|([-,;:/&|.\n]))/y;

/** Cuts a French text into pieces; null as soon as a word is not known. */
function cut(text: string): Piece[] | null {
  const plain = text
    .normalize('NFD')
    .replace(/[\u0300-\u036F]/g, '')
    .toLowerCase()
    .replace(/[\u00A0\u202F\u2009]/g, ' ')
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/\r\n?/g, '\n')
    .replace(/ {2,}/g, ' ')
    .trim();
  const pieces: Piece[] = [];
  let position = 0;
  while (position < plain.length) {
    PIECE.lastIndex = position;
    const found = PIECE.exec(plain);
    if (!found) return null;
    position = PIECE.lastIndex;
    const [, hour, minute, clockHour, clockMinute, all, holidays, appointment, month, word, sign] = found;
    if (hour !== undefined || clockHour !== undefined) {
      const minutes = Number(hour ?? clockHour) * 60 + Number(minute ?? clockMinute ?? 0);
      if (minutes > 1440) return null;
      pieces.push({ kind: 'time', minutes });
    } else if (all) pieces.push({ kind: 'all' });
    else if (holidays) pieces.push({ kind: 'holidays' });
    else if (appointment) pieces.push({ kind: 'appointment' });
    else if (month) pieces.push({ kind: 'month' });
    else {
      const piece = pieceOfWord(word ?? sign ?? '');
      if (piece === null) return null;
      if (piece !== 'nothing') pieces.push(piece);
    }
  }
  return pieces;
}

function pieceOfWord(word: string): Piece | 'nothing' | null {
  if (word === 'midi') return { kind: 'time', minutes: 720 };
  if (word === 'minuit') return { kind: 'time', minutes: 1440 };
  const day = DAY_NAMES.findIndex(([pattern]) => pattern.test(word));
  if (day >= 0) return { kind: 'day', day };
  const rank = RANKS.find(([pattern]) => pattern.test(word));
  if (rank) return { kind: 'rank', rank: rank[1] };
  const kind = WORDS[word];
  if (kind === undefined) return null;
  return kind === 'nothing' ? kind : ({ kind } as Piece);
}

interface Days {
  days: number[];
  ranks: number[];
  holidays: boolean;
}

/** Reads pieces from left to right; any piece out of its place stops the reading. */
class FrenchReader {
  private readonly pieces: readonly Piece[];
  private at = 0;

  constructor(pieces: readonly Piece[]) {
    this.pieces = pieces;
  }

  done(): boolean {
    return this.at >= this.pieces.length;
  }

  private kind(ahead = 0): Piece['kind'] | null {
    return this.pieces[this.at + ahead]?.kind ?? null;
  }

  skip(...kinds: Piece['kind'][]): boolean {
    const kind = this.kind();
    if (kind === null || !kinds.includes(kind)) return false;
    this.at += 1;
    return true;
  }

  private day(): number | null {
    const piece = this.pieces[this.at];
    if (piece?.kind !== 'day') return null;
    this.at += 1;
    return piece.day;
  }

  private time(): number | null {
    const piece = this.pieces[this.at];
    if (piece?.kind !== 'time') return null;
    this.at += 1;
    return piece.minutes;
  }

  /** « du lundi au vendredi », « lundi, mardi et jeudi », « 1er et 3e mercredi du mois ». */
  days(): Days | null {
    const read: Days = { days: [], ranks: [], holidays: false };
    this.skip('from');
    if (this.skip('all')) return { ...read, days: [0, 1, 2, 3, 4, 5, 6] };
    if (this.skip('holidays')) return { ...read, holidays: true };
    while (this.kind() === 'rank') {
      const piece = this.pieces[this.at] as Extract<Piece, { kind: 'rank' }>;
      read.ranks.push(piece.rank);
      this.at += 1;
      if (this.kind() === 'and' && (this.kind(1) === 'rank' || this.kind(2) === 'rank')) {
        this.skip('and');
        this.skip('from');
      }
    }
    for (;;) {
      const first = this.day();
      if (first === null) return null;
      read.days.push(first);
      if (this.kind() === 'to' && this.kind(1) === 'day') {
        this.skip('to');
        const last = this.day()!;
        // « du vendredi au lundi » is left to the reader.
        if (last <= first) return null;
        for (let day = first + 1; day <= last; day += 1) read.days.push(day);
      }
      const next = this.kind(1) === 'from' ? this.kind(2) : this.kind(1);
      if (this.kind() !== 'and' || next !== 'day') break;
      this.skip('and');
      this.skip('from');
    }
    if (read.ranks.length > 0 && (read.days.length !== 1 || !this.skip('month'))) return null;
    return read;
  }

  /** « 9h-12h et 14h-17h », « de 9 h à 12 h, de 14 h à 17 h 30 ». */
  times(): [number, number][] | null {
    const ranges: [number, number][] = [];
    for (;;) {
      this.skip('from');
      const start = this.time();
      if (start === null || !this.skip('to')) return null;
      const end = this.time();
      if (end === null || end <= start) return null;
      ranges.push([start, end]);
      const separated = this.kind() === 'and' ? 1 : 0;
      const next = this.kind(separated) === 'from' ? this.kind(separated + 1) : this.kind(separated);
      if (next !== 'time') return ranges;
      if (separated) this.skip('and');
    }
  }
}

function clock(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

/** Consecutive days as a range: [0,1,2,5] → « Mo-We,Sa ». */
function dayList(days: readonly number[]): string {
  const parts: string[] = [];
  for (let index = 0; index < days.length; index += 1) {
    const first = days[index]!;
    let last = first;
    while (days[index + 1] === last + 1) {
      index += 1;
      last += 1;
    }
    parts.push(
      first === last ? CODES[first]! : `${CODES[first]}${last === first + 1 ? ',' : '-'}${CODES[last]}`,
    );
  }
  return parts.join(',');
}

/**
 * Opening hours in everyday French to the OSM syntax, or null when one word is left unread:
 * the text is then shown as written, never guessed.
 */
export function frenchHoursToOsm(text: string): string | null {
  const pieces = cut(text);
  if (!pieces || pieces.length === 0) return null;
  const reader = new FrenchReader(pieces);
  const week = new Map<number, string[]>();
  const closed = new Set<number>();
  const ranked: string[] = [];
  const rankedDays = new Set<number>();
  let holidaysClosed = false;

  while (!reader.done()) {
    if (reader.skip('stop', 'and')) continue;
    const closedFirst = reader.skip('closed');
    const days = reader.days();
    if (!days) return null;
    if (closedFirst || reader.skip('closed')) {
      if (days.ranks.length > 0) return null;
      if (days.holidays) holidaysClosed = true;
      for (const day of days.days) closed.add(day);
      continue;
    }
    const times = days.holidays ? null : reader.times();
    if (!times) return null;
    const comment = reader.skip('appointment') ? ' "sur rendez-vous"' : '';
    const written = times.map(([start, end]) => `${clock(start)}-${clock(end)}`);
    if (days.ranks.length > 0) {
      const day = days.days[0]!;
      rankedDays.add(day);
      ranked.push(`${CODES[day]}[${days.ranks.join(',')}] ${written.join(',')}${comment}`);
      continue;
    }
    for (const day of days.days) {
      // The same day twice is two ranges of one day; with an appointment, nobody knows which.
      const known = week.get(day);
      if (known && (comment || known.at(-1)!.endsWith('"'))) return null;
      week.set(day, [...(known ?? []), ...written.slice(0, -1), `${written.at(-1)}${comment}`]);
    }
  }
  for (const day of week.keys()) if (closed.has(day) || rankedDays.has(day)) return null;
  if (week.size === 0 && ranked.length === 0) return null;

  const groups = new Map<string, number[]>();
  for (const day of [...week.keys()].sort((a, b) => a - b)) {
    const hours = week.get(day)!.join(',');
    groups.set(hours, [...(groups.get(hours) ?? []), day]);
  }
  const rules = [...groups].map(([hours, days]) => `${dayList(days)} ${hours}`);
  const osm = [...rules, ...ranked, ...(holidaysClosed ? ['PH off'] : [])].join('; ');
  const parsed = parseHours(osm);
  return parsed && !hasOverlap(parsed) ? osm : null;
}
