import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parisClock } from '../typography.ts';
import { afterNight, allowedFrom, dayStart, morningAfter, nextTry } from './calendar.ts';
import { chooseWays } from './choosing.ts';
import { gsmText, septets } from './gsm.ts';

const hour = 3_600_000;
const all = ['sms', 'email', 'letter', 'onscreen'] as const;
const instants = fc.date({ min: new Date('2026-01-01'), max: new Date('2028-12-31'), noInvalidDate: true });
const ringing = { secret: false };

describe('the calendar of messages', () => {
  it('tries 14 times more, over 41 hours', () => {
    const start = new Date('2026-11-23T05:00:00Z');
    let at = start;
    let tries = 0;
    for (let next = nextTry(1, at); next; next = nextTry(tries + 1, at)) {
      at = next;
      tries++;
    }
    expect(tries).toBe(14);
    expect((at.getTime() - start.getTime()) / hour).toBe(41);
  });

  it('plans nothing between 2 and 3 in Paris, on the nights that have that hour twice or not at all', () => {
    const night = new Date('2026-10-25T00:30:00Z'); // 02:30 in summer time
    expect(afterNight(night).toISOString()).toBe('2026-10-25T02:00:00.000Z');
    fc.assert(
      fc.property(instants, fc.integer({ min: 1, max: 14 }), (now, tries) => {
        const at = nextTry(tries, now)!;
        expect(parisClock(at).hour).not.toBe(2);
        expect(at.getTime()).toBeGreaterThan(now.getTime());
      }),
    );
  });

  it('keeps phones quiet from 8 pm to 8 am, whatever the length of the night, except for codes', () => {
    expect(allowedFrom('sms', ringing, new Date('2026-11-23T19:00:00Z')).toISOString()).toBe(
      '2026-11-24T07:00:00.000Z',
    );
    expect(allowedFrom('sms', ringing, new Date('2026-03-28T22:00:00Z')).toISOString()).toBe(
      '2026-03-29T06:00:00.000Z',
    );
    expect(allowedFrom('sms', ringing, new Date('2026-10-25T00:00:00Z')).toISOString()).toBe(
      '2026-10-25T07:00:00.000Z',
    );
    fc.assert(
      fc.property(instants, now => {
        const from = allowedFrom('sms', ringing, now);
        expect(parisClock(from).hour).toBeGreaterThanOrEqual(8);
        expect(parisClock(from).hour).toBeLessThan(20);
        expect(from.getTime() - now.getTime()).toBeLessThanOrEqual(13 * hour);
        expect(allowedFrom('sms', { secret: true }, now)).toBe(now);
        expect(allowedFrom('email', ringing, now)).toBe(now);
        expect(parisClock(dayStart(now))).toEqual({ hour: 0, minute: 0 });
        expect(parisClock(morningAfter(now))).toEqual({ hour: 8, minute: 0 });
      }),
    );
  });
});

describe('letters of a text message', () => {
  it('writes what every phone shows', () => {
    expect(gsmText('« L’œuvre » de l’été : où ? — 12\u00a0€, forêt, ça, ő…')).toBe(
      '"L\'oeuvre" de l\'été : où ? - 12 €, foret, ca, o...',
    );
    expect(gsmText('日本')).toBe('??');
    expect(septets('a€')).toBe(3);
  });

  it('leaves nothing outside of its alphabet, and nothing to do twice', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), text => {
        const written = gsmText(text);
        expect(gsmText(written)).toBe(written);
      }),
    );
  });
});

describe('the ways of a message', () => {
  const security = { kind: 'securite', channels: all } as const;
  const nobody = { email: null, phone: null, address: null };
  const channels = (ways: ReturnType<typeof chooseWays>) =>
    ways.map(way => (way.missing ? `(${way.channel} ${way.missing})` : way.channel));

  it('takes the two best in the order of the person', () => {
    const reachable = {
      email: 'a@b.fr',
      phone: '+33600000000',
      address: ['1 rue des Pins', '40000 Mont-de-Marsan'],
    };
    expect(channels(chooseWays(security, reachable))).toEqual(['sms', 'email']);
    expect(channels(chooseWays(security, reachable, ['letter', 'onscreen', 'sms', 'email']))).toEqual([
      'letter',
      'onscreen',
    ]);
    expect(channels(chooseWays({ ...security, kind: 'information' }, reachable))).toEqual(['sms']);
  });

  it('tells the ways that were wanted and are missing, and adds a letter when there are not two', () => {
    expect(channels(chooseWays(security, { ...nobody, email: 'a@b.fr' }))).toEqual([
      '(sms no_phone)',
      'email',
      'onscreen',
    ]);
    expect(channels(chooseWays(security, nobody))).toEqual([
      '(sms no_phone)',
      '(email no_email)',
      'onscreen',
      'letter',
    ]);
    expect(channels(chooseWays({ kind: 'securite', channels: ['sms'] }, nobody))).toEqual(['(sms no_phone)']);
  });
});
