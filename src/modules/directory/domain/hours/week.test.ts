import { describe, expect, it } from 'vitest';
import { evaluateHours } from './evaluate.ts';
import { label } from './label.ts';
import { occurrences } from './occurrences.ts';
import { parseHours } from './parse.ts';
import type { HoursContext, HoursException } from './types.ts';
import { comingNotices, holidaySentence, weekTable } from './week.ts';

const TUESDAY = new Date('2026-11-24T10:00:00+01:00');
const PLAIN: HoursContext = { exceptions: [], holidays: { school: null } };
const hours = (text: string) => parseHours(text)!;
/** `~` for a no-break space, to be seen in tests. */
const shown = (text: string) => text.replaceAll('\u00A0', '~');
const table = (text: string, at = TUESDAY) =>
  weekTable(hours(text), at).map(
    line => `${line.days}${line.today ? ' (aujourd’hui)' : ''}: ${shown(line.text.join(' puis '))}`,
  );

describe('weekly table', () => {
  it('groups equal days and leaves today alone', () => {
    expect(table('Mo-Tu 09:00-13:00,14:00-17:00; We-Fr 09:00-18:00; PH off')).toEqual([
      'Lundi: 9~h~– 13~h puis 14~h~– 17~h',
      'Mardi (aujourd’hui): 9~h~– 13~h puis 14~h~– 17~h',
      'Mercredi à vendredi: 9~h~– 18~h',
      'Samedi et dimanche: fermé',
    ]);
  });

  it('says which weeks, which ones of the month, and comments', () => {
    expect(table('We[1,3] 14:00-16:30')[2]).toBe('Mercredi: 14~h~– 16~h~30 (1er et 3e mercredi du mois)');
    expect(table('week 2-52/2 Tu 09:30-12:00')[1]).toBe(
      'Mardi (aujourd’hui): 9~h~30~– 12~h (semaines paires)',
    );
    expect(table('Mo 18:00+; Tu 00:00-24:00; Th[-1] 10:00-12:00 "sur rendez-vous"')).toEqual([
      'Lundi: à partir de 18~h',
      'Mardi (aujourd’hui): jour et nuit',
      'Mercredi: fermé',
      'Jeudi: 10~h~– 12~h (dernier jeudi du mois, sur rendez-vous)',
      'Vendredi à dimanche: fermé',
    ]);
  });

  it('follows the season and marks closed days', () => {
    const seasons = 'Jul-Aug Mo-Sa 09:00-19:00; Sep-Jun Mo-Fr 09:00-12:00';
    expect(table(seasons, new Date('2026-07-15T10:00:00+02:00'))[0]).toBe('Lundi et mardi: 9~h~– 19~h');
    expect(table(seasons)[0]).toBe('Lundi: 9~h~– 12~h');
    expect(weekTable(hours(seasons), TUESDAY).map(line => line.closed)).toEqual([false, false, false, true]);
  });

  it('unites overlapping ranges', () => {
    expect(table('Mo 09:00-12:00,11:00-14:00')[0]).toBe('Lundi: 9~h~– 14~h');
  });

  it.each([
    ['Mo-Fr 09:00-12:00; PH off', 'Fermé les jours fériés.'],
    ['Mo-Fr 09:00-12:00', 'Jours fériés~: appelez avant de venir.'],
    ['Mo-Fr 09:00-12:00; PH 10:00-12:00', 'Ouvert les jours fériés~: 10~h~– 12~h.'],
    ['24/7', null],
  ])('says what happens on public holidays: %s', (text, sentence) => {
    const said = holidaySentence(hours(text));
    expect(said === null ? null : shown(said)).toBe(sentence);
  });
});

describe('notices of the coming days', () => {
  const closed = (from: string, to: string): HoursException => ({
    kind: 'closed',
    from,
    to,
    hours: null,
    reason: 'congés',
  });

  it('shows closures 14 days ahead and exceptional openings, in order', () => {
    const exceptions: HoursException[] = [
      closed('2026-12-08', '2026-12-09'),
      closed('2026-12-09', '2026-12-09'),
      closed('2026-11-20', '2026-11-23'),
      { kind: 'open', from: '2026-11-28', to: '2026-11-28', hours: '10:00-12:00', reason: null },
    ];
    const notices = comingNotices(hours('Mo-Fr 09:00-12:00'), TUESDAY, { ...PLAIN, exceptions });
    expect(notices.map(({ text }) => shown(text))).toEqual([
      'Ouvert exceptionnellement le samedi 28~novembre~: 10~h~– 12~h',
      'Fermé du mardi 8~décembre au mercredi 9~décembre (congés)',
    ]);
  });

  it('shows the public holidays of the next 7 days, unless a closure says it already', () => {
    const at = new Date('2026-11-09T10:00:00+01:00');
    const text = (written: string, exceptions: HoursException[] = []) =>
      comingNotices(hours(written), at, { ...PLAIN, exceptions }).map(notice => shown(notice.text));
    expect(text('Mo-Fr 09:00-12:00; PH off')).toEqual(['Mercredi 11~novembre, armistice de 1918~: fermé']);
    expect(text('Mo-Fr 09:00-12:00')).toEqual([
      'Mercredi 11~novembre, armistice de 1918~: appelez avant de venir',
    ]);
    expect(text('Mo-Fr 09:00-12:00', [closed('2026-11-11', '2026-11-11')])).toEqual([
      'Fermé le mercredi 11~novembre (congés)',
    ]);
    expect(comingNotices(hours('Mo-Fr 09:00-12:00'), new Date('2026-11-04T10:00:00+01:00'), PLAIN)).toEqual(
      [],
    );
  });
});

describe('occurrences of a stop', () => {
  const dates = (text: string, days: number, context = PLAIN) =>
    occurrences(hours(text), TUESDAY, days, context).map(
      ({ start, end }) => `${start.toISOString().slice(0, 16)} ${end.toISOString().slice(11, 16)}`,
    );

  it('lists the next 60 days', () => {
    expect(dates('We[1] 14:00-16:30', 60)).toEqual(['2026-12-02T13:00 15:30', '2027-01-06T13:00 15:30']);
  });

  it('keeps one under way, leaves out a closure and an uncertain holiday', () => {
    expect(dates('Tu 09:00-12:00', 8)).toEqual(['2026-11-24T08:00 11:00', '2026-12-01T08:00 11:00']);
    const exceptions: HoursException[] = [
      { kind: 'closed', from: '2026-12-01', to: '2026-12-01', hours: null, reason: null },
    ];
    expect(dates('Tu 09:00-12:00', 8, { ...PLAIN, exceptions })).toEqual(['2026-11-24T08:00 11:00']);
    expect(dates('Fr 09:00-12:00', 40)).not.toContain('2026-12-25T08:00 11:00');
  });

  it('joins an evening across midnight', () => {
    expect(dates('Fr 22:00-02:00', 5)).toEqual(['2026-11-27T21:00 01:00']);
  });
});

describe('labels in English', () => {
  it.each([
    ['Mo-Fr 09:00-12:00', '2026-11-24T10:00:00+01:00', 'Open · closes at 12~pm'],
    ['Mo-Fr 09:00-12:00', '2026-11-11T10:00:00+01:00', 'Public holiday: call before you come'],
    ['Tu 09:30-12:00', '2026-11-24T13:00:00+01:00', 'Closed · opens Tuesday 1~December at 9:30~am'],
    ['24/7', '2026-11-24T13:00:00+01:00', 'Always open'],
  ])('%s at %s', (text, at, expected) => {
    const instant = new Date(at);
    expect(shown(label(evaluateHours(hours(text), text, instant, PLAIN), instant, 'en'))).toBe(expected);
  });

  it('says weeks, ranks, doubts and comments, which stay as written', () => {
    const text = 'Mo 18:00+; Tu 00:00-24:00; We[1,3] 14:00-16:30; Th[-1] 10:00-12:00 "sur rendez-vous"';
    expect(
      weekTable(hours(text), TUESDAY, 'en').map(line => `${line.days}: ${shown(line.text.join())}`),
    ).toEqual([
      'Monday: from 6~pm',
      'Tuesday: day and night',
      'Wednesday: 2~pm to 4:30~pm (1st and 3rd Wednesday of the month)',
      'Thursday: 10~am to 12~pm (last Thursday of the month, sur rendez-vous)',
      'Friday to Sunday: closed',
    ]);
    expect(weekTable(hours(text), TUESDAY, 'en')[3]!.comments).toEqual(['sur rendez-vous']);
    const even = weekTable(hours('week 2-52/2 Tu 09:30-12:00'), TUESDAY, 'en');
    expect(shown(even[1]!.text[0]!)).toBe('9:30~am to 12~pm (even-numbered weeks)');
  });

  it('says closures with their reasons, and public holidays by their names', () => {
    const exceptions: HoursException[] = [
      { kind: 'closed', from: '2026-12-22', to: '2026-12-23', hours: null, reason: 'congés' },
    ];
    const christmas = new Date('2026-12-21T10:00:00+01:00');
    const notices = comingNotices(
      hours('Mo-Fr 09:00-12:00; PH off'),
      christmas,
      { ...PLAIN, exceptions },
      'en',
    );
    expect(notices.map(notice => shown(notice.text))).toEqual([
      'Closed from Tuesday 22~December to Wednesday 23~December (on leave)',
      'Friday 25~December, Christmas Day: closed',
    ]);
    expect(shown(holidaySentence(hours('Mo 09:00-12:00; PH 10:00-12:00'), 'en')!)).toBe(
      'Open on public holidays: 10~am to 12~pm.',
    );
  });
});
