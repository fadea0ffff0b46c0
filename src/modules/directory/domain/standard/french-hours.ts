import { fold } from '../../../territory/index.ts';

const DAYS: Readonly<Record<string, string>> = {
  lundi: 'Mo',
  mardi: 'Tu',
  mercredi: 'We',
  jeudi: 'Th',
  vendredi: 'Fr',
  samedi: 'Sa',
  dimanche: 'Su',
};

type Token = { kind: 'day' | 'time' | 'word'; text: string };

/** Words, days and times (minutes as `HH:MM`) of a sentence; null when a piece is none of them. */
function tokens(text: string): Token[] | null {
  const found: Token[] = [];
  const pieces = /\s*(?:(\d{1,2})\s*(?:h|:|heures?\b)\s*(\d{2})?(?!\d)|([\p{L}]+)|([-–—,;:./&+\n]|$))\s*/gu;
  let at = 0;
  while (at < text.length) {
    pieces.lastIndex = at;
    const match = pieces.exec(text);
    if (match === null || match.index !== at || match[0] === '') return null;
    at = pieces.lastIndex;
    if (match[1] !== undefined) {
      const [hour, minute] = [Number(match[1]), Number(match[2] ?? '0')];
      if (hour > 24 || minute > 59 || (hour === 24 && minute > 0)) return null;
      found.push({
        kind: 'time',
        text: `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`,
      });
    } else if (match[3] !== undefined) {
      const word = fold(match[3]);
      const day = DAYS[word.replace(/s$/, '')];
      found.push(day === undefined ? { kind: 'word', text: word } : { kind: 'day', text: day });
    } else if (match[4] !== undefined) {
      const sign = /[-–—]/.test(match[4]) ? '-' : match[4];
      found.push({ kind: 'word', text: sign });
    }
  }
  return found;
}

const BETWEEN_DAYS = new Set(['au', 'a', '-']);
const JOINING = new Set(['et', ',', '&', '+']);
const OPENING = new Set(['le', 'les', 'du', 'de', ':', 'ouvert', 'ouverte', 'tous']);
const BETWEEN_TIMES = new Set(['a', '-']);
const IGNORED = new Set([
  'le',
  'les',
  'de',
  ':',
  ',',
  '.',
  'et',
  'du',
  'ouvert',
  'ouverte',
  'puis',
  '/',
  '&',
]);

/**
 * Conservative reading of French hours (« du lundi au vendredi 9h-12h et 14h00 à 17h30, samedi fermé ») into
 * OSM opening_hours. Null as soon as one token is not understood: a guess would send people to a closed door.
 */
export function frenchHoursToOsm(text: string): string | null {
  const list = text.length <= 600 ? tokens(text.toLowerCase()) : null;
  if (list === null) return null;
  const rules: string[] = [];
  const seen = new Set<string>();
  let i = 0;
  const is = (kind: Token['kind'], words?: ReadonlySet<string>, at = i) =>
    list[at]?.kind === kind && (words === undefined || words.has(list[at]?.text ?? ''));
  const skip = (words: ReadonlySet<string>) => {
    while (is('word', words)) i++;
  };

  while (i < list.length) {
    skip(new Set([...OPENING, ';', '.', ',', '/', '-', 'et']));
    if (i >= list.length) break;
    const days: string[] = [];
    while (is('day')) {
      const first = list[i++]?.text ?? '';
      if (is('word', BETWEEN_DAYS) && is('day', undefined, i + 1)) {
        days.push(`${first}-${list[i + 1]?.text}`);
        i += 2;
      } else {
        days.push(first);
      }
      let next = i;
      while (is('word', new Set([...JOINING, 'le', 'du']), next)) next++;
      if (next === i || !is('day', undefined, next)) break;
      i = next;
    }
    if (days.length === 0) return null;
    skip(new Set([...OPENING, ',']));
    const hours: string[] = [];
    if (is('word', new Set(['ferme', 'fermee', 'fermeture']))) {
      hours.push('off');
      i++;
    }
    while (hours[0] !== 'off' && is('time')) {
      const from = list[i]?.text ?? '';
      if (!is('word', BETWEEN_TIMES, i + 1) || !is('time', undefined, i + 2)) return null;
      const to = list[i + 2]?.text ?? '';
      if (to <= from) return null;
      hours.push(`${from}-${to}`);
      i += 3;
      let next = i;
      while (is('word', IGNORED, next)) next++;
      if (is('time', undefined, next)) i = next;
      else break;
    }
    if (hours.length === 0) return null;
    // The same day told twice could mean a correction or an addition: not ours to decide.
    for (const day of daysOf(days)) {
      if (seen.has(day)) return null;
      seen.add(day);
    }
    rules.push(`${days.join(',')} ${hours.join(',')}`);
  }
  return rules.length === 0 ? null : rules.join('; ');
}

const WEEK = ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su'];

/** The single days of `Mo-We` and `Fr`, wrapping after Sunday. */
function daysOf(ranges: readonly string[]): string[] {
  return ranges.flatMap(range => {
    const [from = '', to = from] = range.split('-');
    const start = WEEK.indexOf(from);
    const length = (WEEK.indexOf(to) - start + 7) % 7;
    return Array.from({ length: length + 1 }, (_, i) => WEEK[(start + i) % 7] ?? '');
  });
}
