/** A week as the form asks for it: two ranges a day, Monday first. */
export interface HoursRow {
  closed: boolean;
  /** « 09:00 », or empty; morning then afternoon. */
  ranges: readonly [from: string, to: string, from2: string, to2: string];
}

export type HolidayChoice = 'ferme' | 'ouvert' | 'inconnu';

export interface HoursForm {
  rows: readonly HoursRow[];
  holidays: HolidayChoice;
  /** Hours of public holidays, when the place opens then. */
  holidayHours: readonly [from: string, to: string];
}

const days = ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su'] as const;

export const emptyWeek: HoursForm = {
  rows: days.map(() => ({ closed: false, ranges: ['', '', '', ''] as const })),
  holidays: 'inconnu',
  holidayHours: ['', ''],
};

/** « 9h30 », « 9 h », « 9:30 », « 0930 » → « 09:30 »; null when it is no time of the day. */
export function readTime(text: string): string | null {
  const plain = text.replace(/[\s\u00a0\u202f]/g, '').toLowerCase();
  const found = /^(\d{1,2})(?:[h:.](\d{2})?|(\d{2}))?$/.exec(plain);
  if (!found) return null;
  const [hours, minutes] = [Number(found[1]), Number(found[2] ?? found[3] ?? 0)];
  if (hours > 24 || minutes > 59 || (hours === 24 && minutes > 0)) return null;
  return `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`;
}

export type HoursProblem = 'time' | 'half' | 'order' | 'overlap' | 'closed_with_times';

/** What is wrong with a day of the form; null when it can be written. */
export function problemOfRow({ closed, ranges }: HoursRow): HoursProblem | null {
  const times = ranges.map(text => (text.trim() === '' ? '' : readTime(text)));
  if (times.includes(null)) return 'time';
  if (closed) return times.some(time => time !== '') ? 'closed_with_times' : null;
  const [from, to, from2, to2] = times as string[];
  if ((from === '') !== (to === '') || (from2 === '') !== (to2 === '')) return 'half';
  if ((from && from >= to!) || (from2 && from2 >= to2!)) return 'order';
  if (from && from2 && from2 < to!) return 'overlap';
  return null;
}

function spansOf({ closed, ranges }: HoursRow): string[] {
  if (closed) return [];
  const [from, to, from2, to2] = ranges.map(text => readTime(text) ?? '');
  return [
    [from, to],
    [from2, to2],
  ]
    .filter(([start]) => start)
    .map(span => span.join('-'));
}

/** What is wrong with the answer about public holidays. */
export function problemOfHolidays({ holidays, holidayHours }: HoursForm): HoursProblem | null {
  if (holidays !== 'ouvert') return null;
  const [from = '', to = ''] = holidayHours;
  if (from.trim() === '' || to.trim() === '') return 'half';
  return problemOfRow({ closed: false, ranges: [from, to, '', ''] });
}

/** The week in opening_hours syntax, equal days in a row together; null when nothing was filled. Rows must be sound. */
export function writeHours({ rows, holidays, holidayHours }: HoursForm): string | null {
  const isEmpty = rows.every(row => !row.closed && row.ranges.every(text => text.trim() === ''));
  if (isEmpty && holidays !== 'ouvert') return null;
  const texts = rows.map(row => spansOf(row).join(','));
  const rules: string[] = [];
  for (let first = 0; first < 7; ) {
    let last = first;
    while (last < 6 && texts[last + 1] === texts[first]) last++;
    const range = last === first ? days[first] : `${days[first]}-${days[last]}`;
    if (texts[first] !== '') rules.push(`${range} ${texts[first]}`);
    first = last + 1;
  }
  if (rules.length === 0) rules.push('Mo-Su off');
  if (holidays === 'ferme') rules.push('PH off');
  if (holidays === 'ouvert') rules.push(`PH ${holidayHours.map(text => readTime(text)).join('-')}`);
  return rules.join('; ');
}

const span = '\\d{1,2}:\\d{2}-\\d{1,2}:\\d{2}';
const rule = new RegExp(
  `^((?:(?:Mo|Tu|We|Th|Fr|Sa|Su)(?:-(?:Mo|Tu|We|Th|Fr|Sa|Su))?,?)+) (off|closed|${span}(?:,${span})?)$`,
);

/** The form for these hours; null when it cannot hold them (seasons, weeks, more ranges): they are then shown as written. */
export function readHoursForm(hours: string | null): HoursForm | null {
  if (hours === null) return emptyWeek;
  const rows: HoursRow[] = emptyWeek.rows.map(() => ({ closed: true, ranges: ['', '', '', ''] }));
  let [holidays, holidayHours]: [HolidayChoice, HoursForm['holidayHours']] = ['inconnu', ['', '']];
  const clean = hours.replace(/\s*([,;-])\s*/g, '$1').replace(/;$/, '');
  for (const text of clean.split(';')) {
    const off = /^PH (?:off|closed)$/.test(text);
    const open = new RegExp(`^PH (${span})$`).exec(text);
    if (off || open) {
      holidays = off ? 'ferme' : 'ouvert';
      if (open) holidayHours = open[1]!.split('-').map(time => readTime(time) ?? '') as [string, string];
      continue;
    }
    const found = rule.exec(text.trim());
    if (!found) return null;
    const times = /^(?:off|closed)$/.test(found[2]!)
      ? []
      : found[2]!.split(/[-,]/).map(time => readTime(time) ?? '');
    const [from = '', to = '', from2 = '', to2 = ''] = times;
    const row: HoursRow = { closed: times.length === 0, ranges: [from, to, from2, to2] };
    if (problemOfRow(row)) return null;
    for (const day of daysOf(found[1]!)) rows[day] = row;
  }
  return { rows, holidays, holidayHours };
}

function daysOf(text: string): number[] {
  return text.split(',').flatMap(part => {
    const [first, last = first] = part.split('-').map(day => days.indexOf(day as (typeof days)[number]));
    return Array.from({ length: ((last! - first! + 7) % 7) + 1 }, (_, index) => (first! + index) % 7);
  });
}
