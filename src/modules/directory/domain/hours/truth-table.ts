import type { HoursException, HoursState, SchoolCalendar } from './types.ts';

/** One case of the truth table; instants carry their offset, `~` in a label is a no-break space. */
export interface TruthCase {
  hours: string | null;
  at: string;
  state: HoursState;
  next: string | null;
  label: string;
  exceptions?: HoursException[];
  school?: SchoolCalendar | null;
  alsaceMoselle?: boolean;
}

type More = Pick<TruthCase, 'exceptions' | 'school' | 'alsaceMoselle'>;

function c(
  hours: string | null,
  at: string,
  state: HoursState,
  next: string | null,
  label: string,
  more: More = {},
): TruthCase {
  return { hours, at, state, next, label, ...more };
}

function closure(from: string, to: string, reason: string | null): More {
  return { exceptions: [{ kind: 'closed', from, to, hours: null, reason }] };
}

function opening(from: string, to: string, hours: string | null): More {
  return { exceptions: [{ kind: 'open', from, to, hours, reason: null }] };
}

/** A closure then an opening from 10 to 11, each with its first and last day. */
function both(closed: [string, string], open: [string, string]): More {
  return {
    exceptions: [
      { kind: 'closed', from: closed[0], to: closed[1], hours: null, reason: 'congés' },
      { kind: 'open', from: open[0], to: open[1], hours: '10:00-11:00', reason: null },
    ],
  };
}

const AUTUMN_2026: More = {
  school: {
    covered: ['2026-09-01', '2026-12-31'],
    periods: [{ name: 'Toussaint', from: '2026-10-18', to: '2026-11-01' }],
  },
};
const OFFICE = 'Mo-Fr 09:00-12:00,14:00-17:00';
const HOLIDAY = 'Jour férié~: appelez avant de venir';

/** Worked out by hand from §4 of the directory's specification and a paper calendar. */
// biome-ignore format: one case a line reads as a table
export const TRUTH: Record<string, TruthCase[]> = {
  'plain week (24/11/2026 is a Tuesday)': [
    c(OFFICE, '2026-11-24T10:00+01:00', 'open', '2026-11-24T12:00+01:00', 'Ouvert · ferme à 12~h'),
    c(OFFICE, '2026-11-24T08:59:59+01:00', 'closed', '2026-11-24T09:00+01:00', 'Fermé · ouvre aujourd’hui à 9~h'),
    c(OFFICE, '2026-11-24T09:00+01:00', 'open', '2026-11-24T12:00+01:00', 'Ouvert · ferme à 12~h'),
    c(OFFICE, '2026-11-24T11:59:59.999+01:00', 'open', '2026-11-24T12:00+01:00', 'Ouvert · ferme à 12~h'),
    c(OFFICE, '2026-11-24T12:00+01:00', 'closed', '2026-11-24T14:00+01:00', 'Fermé · ouvre aujourd’hui à 14~h'),
    c(OFFICE, '2026-11-24T17:00+01:00', 'closed', '2026-11-25T09:00+01:00', 'Fermé · ouvre demain à 9~h'),
    c(OFFICE, '2026-11-27T18:00+01:00', 'closed', '2026-11-30T09:00+01:00', 'Fermé · ouvre lundi à 9~h'),
    c(OFFICE, '2026-11-29T18:00+01:00', 'closed', '2026-11-30T09:00+01:00', 'Fermé · ouvre demain à 9~h'),
    c('Tu 09:00-12:00', '2026-11-25T10:00+01:00', 'closed', '2026-12-01T09:00+01:00', 'Fermé · ouvre mardi à 9~h'),
    c('Tu 09:30-12:00', '2026-11-24T12:30+01:00', 'closed', '2026-12-01T09:30+01:00', 'Fermé · ouvre le mardi 1er~décembre à 9~h~30'),
    c('Mo 08:30-12:15', '2026-11-23T10:00+01:00', 'open', '2026-11-23T12:15+01:00', 'Ouvert · ferme à 12~h~15'),
    c('Mo 08:05-12:05', '2026-11-23T08:00+01:00', 'closed', '2026-11-23T08:05+01:00', 'Fermé · ouvre aujourd’hui à 8~h~05'),
    c('Mo,We,Fr 14:00-18:00', '2026-11-24T10:00+01:00', 'closed', '2026-11-25T14:00+01:00', 'Fermé · ouvre demain à 14~h'),
    c('Fr-Mo 10:00-12:00', '2026-11-23T11:00+01:00', 'open', '2026-11-23T12:00+01:00', 'Ouvert · ferme à 12~h'),
    c('Fr-Mo 10:00-12:00', '2026-11-24T11:00+01:00', 'closed', '2026-11-27T10:00+01:00', 'Fermé · ouvre vendredi à 10~h'),
    c('10:00-12:00', '2026-11-29T11:00+01:00', 'open', '2026-11-29T12:00+01:00', 'Ouvert · ferme à 12~h'),
    c('Sa 09:00-12:00', '2026-11-28T08:00Z', 'open', '2026-11-28T11:00Z', 'Ouvert · ferme à 12~h'),
  ],
  'tolerated writing': [
    c('mo-fr 9:00-12:00', '2026-11-24T10:00+01:00', 'open', '2026-11-24T12:00+01:00', 'Ouvert · ferme à 12~h'),
    c('Mo–Fr 09:00 – 12:00 ;', '2026-11-24T10:00+01:00', 'open', '2026-11-24T12:00+01:00', 'Ouvert · ferme à 12~h'),
    c(' Mo - Fr  09:00-12:00 , 14:00-17:00 ', '2026-11-24T13:00+01:00', 'closed', '2026-11-24T14:00+01:00', 'Fermé · ouvre aujourd’hui à 14~h'),
    c('MO,TU 09:00-12:00', '2026-11-24T10:00+01:00', 'open', '2026-11-24T12:00+01:00', 'Ouvert · ferme à 12~h'),
  ],
  'one rule over another': [
    c('Mo-Fr 09:00-18:00; We 14:00-16:00', '2026-11-25T10:00+01:00', 'closed', '2026-11-25T14:00+01:00', 'Fermé · ouvre aujourd’hui à 14~h'),
    c('Mo-Fr 09:00-18:00; We off', '2026-11-25T10:00+01:00', 'closed', '2026-11-26T09:00+01:00', 'Fermé · ouvre demain à 9~h'),
    c('Mo-Fr 09:00-18:00; We closed', '2026-11-25T10:00+01:00', 'closed', '2026-11-26T09:00+01:00', 'Fermé · ouvre demain à 9~h'),
    c('Mo-Fr 09:00-12:00, We 14:00-16:00', '2026-11-25T10:00+01:00', 'open', '2026-11-25T12:00+01:00', 'Ouvert · ferme à 12~h'),
    c('Mo-Fr 09:00-12:00, We 14:00-16:00', '2026-11-25T15:00+01:00', 'open', '2026-11-25T16:00+01:00', 'Ouvert · ferme à 16~h'),
    c('Mo-Fr 09:00-18:00; We 12:00-14:00 off', '2026-11-25T10:00+01:00', 'open', '2026-11-25T12:00+01:00', 'Ouvert · ferme à 12~h'),
    c('Mo 09:00-12:00,11:00-14:00', '2026-11-23T10:00+01:00', 'open', '2026-11-23T14:00+01:00', 'Ouvert · ferme à 14~h'),
    c('Mo-Fr 09:00-12:00; 14:00-16:00', '2026-11-24T10:00+01:00', 'closed', '2026-11-24T14:00+01:00', 'Fermé · ouvre aujourd’hui à 14~h'),
  ],
  midnight: [
    c('Fr 22:00-02:00', '2026-11-27T23:00+01:00', 'open', '2026-11-28T02:00+01:00', 'Ouvert · ferme à 2~h'),
    c('Fr 22:00-02:00', '2026-11-28T01:59+01:00', 'open', '2026-11-28T02:00+01:00', 'Ouvert · ferme à 2~h'),
    c('Fr 22:00-02:00', '2026-11-27T01:00+01:00', 'closed', '2026-11-27T22:00+01:00', 'Fermé · ouvre aujourd’hui à 22~h'),
    c('Fr 20:00-26:00', '2026-11-28T01:00+01:00', 'open', '2026-11-28T02:00+01:00', 'Ouvert · ferme à 2~h'),
    c('Fr 20:00-24:00', '2026-11-27T21:00+01:00', 'open', '2026-11-28T00:00+01:00', 'Ouvert · ferme à minuit'),
    c('Sa 00:00-06:00', '2026-11-27T21:00+01:00', 'closed', '2026-11-28T00:00+01:00', 'Fermé · ouvre demain à minuit'),
    c('Th-Sa 00:00-24:00', '2026-11-26T10:00+01:00', 'open', '2026-11-29T00:00+01:00', 'Ouvert · ferme samedi à minuit'),
    c('Th-Sa 00:00-24:00', '2026-11-28T10:00+01:00', 'open', '2026-11-29T00:00+01:00', 'Ouvert · ferme à minuit'),
    c('Fr 22:00-04:00; Sa off', '2026-11-28T01:00+01:00', 'closed', '2026-12-04T22:00+01:00', 'Fermé · ouvre vendredi à 22~h'),
    c('Su 22:00-02:00', '2026-12-31T23:30+01:00', 'closed', '2027-01-03T22:00+01:00', 'Fermé · ouvre dimanche à 22~h'),
  ],
  always: [
    c('24/7', '2026-12-25T10:00+01:00', 'open', null, 'Ouvert en permanence'),
    c('24/7', '2026-11-24T03:00+01:00', 'open', null, 'Ouvert en permanence'),
    c('24/7; PH off', '2026-12-24T10:00+01:00', 'open', '2026-12-25T00:00+01:00', 'Ouvert · ferme à minuit'),
    c('24/7; PH off', '2026-12-25T10:00+01:00', 'closed', '2026-12-26T00:00+01:00', 'Fermé (jour férié) · ouvre demain à minuit'),
    c('off', '2026-11-24T10:00+01:00', 'closed', null, 'Fermé'),
    c('closed', '2026-12-25T10:00+01:00', 'closed', null, 'Fermé'),
    c('unknown', '2026-11-24T10:00+01:00', 'unknown', null, 'Horaires à confirmer~: appelez avant de venir'),
    c('Mo-Su 00:00-24:00', '2026-12-25T10:00+01:00', 'unknown', '2026-12-26T00:00+01:00', HOLIDAY),
  ],
  'no hours, unreadable hours': [
    c(null, '2026-11-24T10:00+01:00', 'unknown', null, 'Horaires non communiqués'),
    c('', '2026-11-24T10:00+01:00', 'unknown', null, 'Horaires non communiqués'),
    c('   ', '2026-11-24T10:00+01:00', 'unknown', null, 'Horaires non communiqués'),
    c('sunrise-sunset', '2026-11-24T10:00+01:00', 'unknown', null, 'Horaires indiqués par le lieu~: «~sunrise-sunset~»'),
    c('9h-12h', '2026-11-24T10:00+01:00', 'unknown', null, 'Horaires indiqués par le lieu~: «~9h-12h~»'),
    c('Mo-Fr 09:00-12:00; easter off', '2026-11-24T10:00+01:00', 'unknown', null, 'Horaires indiqués par le lieu~: «~Mo-Fr 09:00-12:00; easter off~»'),
    c('Mo-Fr 09:00-12:00 || "sur demande"', '2026-11-24T10:00+01:00', 'unknown', null, 'Horaires indiqués par le lieu~: «~Mo-Fr 09:00-12:00 || "sur demande"~»'),
    c('Mo 25:00-26:00', '2026-11-24T10:00+01:00', 'unknown', null, 'Horaires indiqués par le lieu~: «~Mo 25:00-26:00~»'),
    c('Mo-Fr 09:00-12:60', '2026-11-24T10:00+01:00', 'unknown', null, 'Horaires indiqués par le lieu~: «~Mo-Fr 09:00-12:60~»'),
  ],
  'public holiday without a rule for it': [
    c(OFFICE, '2026-11-11T10:00+01:00', 'unknown', '2026-11-11T12:00+01:00', HOLIDAY),
    c(OFFICE, '2026-11-11T08:00+01:00', 'closed', '2026-11-11T09:00+01:00', 'Fermé · ouvre demain à 9~h'),
    c(OFFICE, '2026-11-11T13:00+01:00', 'closed', '2026-11-11T14:00+01:00', 'Fermé · ouvre demain à 9~h'),
    c(OFFICE, '2026-11-10T18:00+01:00', 'closed', '2026-11-11T09:00+01:00', 'Fermé · ouvre jeudi à 9~h'),
    c(OFFICE, '2026-11-01T10:00+01:00', 'closed', '2026-11-02T09:00+01:00', 'Fermé · ouvre demain à 9~h'),
    c(OFFICE, '2026-04-06T10:00+02:00', 'unknown', '2026-04-06T12:00+02:00', HOLIDAY),
    c(OFFICE, '2026-05-01T10:00+02:00', 'unknown', '2026-05-01T12:00+02:00', HOLIDAY),
    c(OFFICE, '2026-05-08T10:00+02:00', 'unknown', '2026-05-08T12:00+02:00', HOLIDAY),
    c(OFFICE, '2026-05-14T10:00+02:00', 'unknown', '2026-05-14T12:00+02:00', HOLIDAY),
    c(OFFICE, '2026-05-25T10:00+02:00', 'unknown', '2026-05-25T12:00+02:00', HOLIDAY),
    c(OFFICE, '2026-07-14T10:00+02:00', 'unknown', '2026-07-14T12:00+02:00', HOLIDAY),
    c('Sa 09:00-12:00', '2026-08-15T10:00+02:00', 'unknown', '2026-08-15T12:00+02:00', HOLIDAY),
    c('Su 09:00-12:00', '2026-11-01T10:00+01:00', 'unknown', '2026-11-01T12:00+01:00', HOLIDAY),
    c(OFFICE, '2026-12-25T10:00+01:00', 'unknown', '2026-12-25T12:00+01:00', HOLIDAY),
    c(OFFICE, '2027-01-01T10:00+01:00', 'unknown', '2027-01-01T12:00+01:00', HOLIDAY),
    c(OFFICE, '2027-03-29T10:00+02:00', 'unknown', '2027-03-29T12:00+02:00', HOLIDAY),
    c(OFFICE, '2027-05-06T10:00+02:00', 'unknown', '2027-05-06T12:00+02:00', HOLIDAY),
    c(OFFICE, '2027-05-17T10:00+02:00', 'unknown', '2027-05-17T12:00+02:00', HOLIDAY),
    c(OFFICE, '2027-03-26T10:00+01:00', 'open', '2027-03-26T12:00+01:00', 'Ouvert · ferme à 12~h'),
    c(OFFICE, '2027-03-26T10:00+01:00', 'unknown', '2027-03-26T12:00+01:00', HOLIDAY, {
      alsaceMoselle: true,
    }),
    c('Sa 09:00-12:00', '2026-12-26T10:00+01:00', 'unknown', '2026-12-26T12:00+01:00', HOLIDAY, {
      alsaceMoselle: true,
    }),
    c('Fr 09:00-12:00; Dec 25 10:00-11:00', '2026-12-25T10:30+01:00', 'open', '2026-12-25T11:00+01:00', 'Ouvert · ferme à 11~h'),
    c('Mo-Th 00:00-24:00', '2026-11-10T22:00+01:00', 'open', '2026-11-11T00:00+01:00', 'Ouvert · ferme à minuit'),
  ],
  'public holiday as written': [
    c(`${OFFICE}; PH off`, '2026-11-11T10:00+01:00', 'closed', '2026-11-12T09:00+01:00', 'Fermé (jour férié) · ouvre demain à 9~h'),
    c(`${OFFICE}; PH off`, '2026-11-10T18:00+01:00', 'closed', '2026-11-12T09:00+01:00', 'Fermé · ouvre jeudi à 9~h'),
    c(`${OFFICE}, PH off`, '2026-11-11T10:00+01:00', 'closed', '2026-11-12T09:00+01:00', 'Fermé (jour férié) · ouvre demain à 9~h'),
    c(`${OFFICE}; PH 10:00-12:00`, '2026-11-11T11:00+01:00', 'open', '2026-11-11T12:00+01:00', 'Ouvert · ferme à 12~h'),
    c(`${OFFICE}; PH 10:00-12:00`, '2026-11-11T15:00+01:00', 'closed', '2026-11-12T09:00+01:00', 'Fermé · ouvre demain à 9~h'),
    c('PH,Mo-Fr 09:00-12:00', '2026-11-01T10:00+01:00', 'open', '2026-11-01T12:00+01:00', 'Ouvert · ferme à 12~h'),
    c('PH,Mo-Fr 09:00-12:00', '2026-11-11T10:00+01:00', 'open', '2026-11-11T12:00+01:00', 'Ouvert · ferme à 12~h'),
    c('PH off; Mo-Fr 09:00-12:00', '2026-11-11T10:00+01:00', 'open', '2026-11-11T12:00+01:00', 'Ouvert · ferme à 12~h'),
    c('Mo-Fr 22:00-02:00; PH off', '2026-11-12T01:00+01:00', 'closed', '2026-11-12T22:00+01:00', 'Fermé · ouvre aujourd’hui à 22~h'),
  ],
  'school holidays': [
    c('SH Mo-Fr 10:00-12:00', '2026-10-20T11:00+02:00', 'open', '2026-10-20T12:00+02:00', 'Ouvert · ferme à 12~h', AUTUMN_2026),
    c('SH Mo-Fr 10:00-12:00', '2026-10-13T11:00+02:00', 'closed', '2026-10-19T10:00+02:00', 'Fermé · ouvre lundi à 10~h', AUTUMN_2026),
    c('Mo-Fr 09:00-12:00; SH off', '2026-10-21T10:00+02:00', 'closed', '2026-11-02T09:00+01:00', 'Fermé · ouvre le lundi 2~novembre à 9~h', AUTUMN_2026),
    c('Mo-Fr 09:00-12:00; SH off', '2027-02-16T10:00+01:00', 'unknown', '2027-02-16T12:00+01:00', 'Horaires différents pendant les vacances scolaires~: appelez avant de venir', AUTUMN_2026),
    c('Mo-Fr 09:00-12:00; SH off', '2027-02-16T13:00+01:00', 'closed', '2027-02-17T09:00+01:00', 'Fermé', AUTUMN_2026),
    c('Mo-Fr 09:00-12:00; SH 10:00-12:00', '2027-02-16T11:00+01:00', 'open', '2027-02-16T12:00+01:00', 'Ouvert · ferme à 12~h', AUTUMN_2026),
    c('Mo-Fr 09:00-12:00; SH 10:00-12:00', '2027-02-16T09:30+01:00', 'unknown', '2027-02-16T10:00+01:00', 'Horaires différents pendant les vacances scolaires~: appelez avant de venir', AUTUMN_2026),
    c('Mo-Fr 09:00-12:00; SH off', '2026-11-24T10:00+01:00', 'unknown', '2026-11-24T12:00+01:00', 'Horaires différents pendant les vacances scolaires~: appelez avant de venir'),
    c('Mo-Fr 09:00-12:00; SH off; PH off', '2026-12-31T18:00+01:00', 'closed', '2027-01-04T09:00+01:00', 'Fermé', AUTUMN_2026),
  ],
  comments: [
    c('Mo-Fr 09:00-12:00 "sur rendez-vous"', '2026-11-24T10:00+01:00', 'unknown', '2026-11-24T12:00+01:00', 'Sur rendez-vous~: appelez avant de venir'),
    c('Mo-Fr 09:00-12:00 "sur rendez-vous"', '2026-11-24T13:00+01:00', 'closed', '2026-11-25T09:00+01:00', 'Fermé'),
    c('Mo-Fr 09:00-12:00 open "entrée par la cour"', '2026-11-24T10:00+01:00', 'open', '2026-11-24T12:00+01:00', 'Ouvert · ferme à 12~h'),
    c('Mo-Fr 09:00-12:00; Sa 09:00-12:00 "sur rendez-vous"', '2026-11-27T13:00+01:00', 'closed', '2026-11-28T09:00+01:00', 'Fermé · ouvre lundi à 9~h'),
    c('"sur rendez-vous"', '2026-11-24T10:00+01:00', 'unknown', null, 'Sur rendez-vous~: appelez avant de venir'),
    c('Mo-Fr 09:00-12:00 unknown', '2026-11-24T10:00+01:00', 'unknown', '2026-11-24T12:00+01:00', 'Horaires à confirmer~: appelez avant de venir'),
  ],
  'closing time not given': [
    c('Tu 09:00+', '2026-11-24T10:00+01:00', 'unknown', '2026-11-25T00:00+01:00', 'Ouvert depuis 9~h, heure de fermeture non communiquée'),
    c('Tu 18:00+', '2026-11-24T10:00+01:00', 'closed', '2026-11-24T18:00+01:00', 'Fermé'),
    c('Mo 09:00-12:00; Tu 18:30+', '2026-11-24T23:59+01:00', 'unknown', '2026-11-25T00:00+01:00', 'Ouvert depuis 18~h~30, heure de fermeture non communiquée'),
  ],
  'months, dates, weeks': [
    c('Jul-Aug Mo-Fr 09:00-12:00', '2026-07-15T10:00+02:00', 'open', '2026-07-15T12:00+02:00', 'Ouvert · ferme à 12~h'),
    c('Jul-Aug Mo-Fr 09:00-12:00', '2026-11-24T10:00+01:00', 'closed', '2027-07-01T09:00+02:00', 'Fermé · ouvre le jeudi 1er~juillet~2027 à 9~h'),
    c('Sep-Jun Mo-Fr 09:00-12:00; Jul-Aug Mo-Fr 14:00-16:00', '2026-08-31T10:00+02:00', 'closed', '2026-08-31T14:00+02:00', 'Fermé · ouvre aujourd’hui à 14~h'),
    c('Mo-Fr 09:00-12:00; Dec 24-Jan 02 off', '2026-12-28T10:00+01:00', 'closed', '2027-01-04T09:00+01:00', 'Fermé · ouvre le lundi 4~janvier~2027 à 9~h'),
    c('Mo-Fr 09:00-12:00; Dec 24-Jan 02 off', '2026-12-23T10:00+01:00', 'open', '2026-12-23T12:00+01:00', 'Ouvert · ferme à 12~h'),
    c('Mo-Fr 09:00-12:00; 2026 Nov 23-2026 Nov 27 off', '2026-11-24T10:00+01:00', 'closed', '2026-11-30T09:00+01:00', 'Fermé · ouvre lundi à 9~h'),
    c('Mo-Fr 09:00-12:00; 2026 Nov 23-2026 Nov 27 off', '2027-11-24T10:00+01:00', 'open', '2027-11-24T12:00+01:00', 'Ouvert · ferme à 12~h'),
    c('2026 Dec 03 14:00-16:00', '2026-11-24T10:00+01:00', 'closed', '2026-12-03T14:00+01:00', 'Fermé · ouvre le jeudi 3~décembre à 14~h'),
    c('2026 Dec 03 14:00-16:00', '2026-12-03T16:00+01:00', 'closed', null, 'Fermé'),
    c('We[1] 14:00-16:30', '2026-11-24T10:00+01:00', 'closed', '2026-12-02T14:00+01:00', 'Fermé · ouvre le mercredi 2~décembre à 14~h'),
    c('We[1] 14:00-16:30', '2026-12-02T15:00+01:00', 'open', '2026-12-02T16:30+01:00', 'Ouvert · ferme à 16~h~30'),
    c('We[1,3] 14:00-16:30', '2026-12-09T15:00+01:00', 'closed', '2026-12-16T14:00+01:00', 'Fermé · ouvre le mercredi 16~décembre à 14~h'),
    c('Th[-1] 10:00-12:00', '2026-11-26T11:00+01:00', 'open', '2026-11-26T12:00+01:00', 'Ouvert · ferme à 12~h'),
    c('Th[-1] 10:00-12:00', '2026-12-24T11:00+01:00', 'closed', '2026-12-31T10:00+01:00', 'Fermé · ouvre le jeudi 31~décembre à 10~h'),
    c('week 2-52/2 Tu 09:30-12:00', '2026-11-24T10:00+01:00', 'open', '2026-11-24T12:00+01:00', 'Ouvert · ferme à 12~h'),
    c('week 2-52/2 Tu 09:30-12:00', '2026-12-01T10:00+01:00', 'closed', '2026-12-08T09:30+01:00', 'Fermé · ouvre le mardi 8~décembre à 9~h~30'),
    c('week 2-52/2 Tu 09:30-12:00', '2026-12-29T10:00+01:00', 'closed', '2027-01-12T09:30+01:00', 'Fermé · ouvre le mardi 12~janvier~2027 à 9~h~30'),
    c('week 53 Mo 09:00-12:00', '2026-12-28T10:00+01:00', 'open', '2026-12-28T12:00+01:00', 'Ouvert · ferme à 12~h'),
  ],
  exceptions: [
    c(OFFICE, '2026-11-24T10:00+01:00', 'closed', '2026-11-30T09:00+01:00', 'Fermé (congés) · ouvre lundi à 9~h', closure('2026-11-24', '2026-11-28', 'congés')),
    c(OFFICE, '2026-11-23T10:00+01:00', 'open', '2026-11-23T12:00+01:00', 'Ouvert · ferme à 12~h', closure('2026-11-24', '2026-11-28', 'congés')),
    c(OFFICE, '2026-11-23T18:00+01:00', 'closed', '2026-11-25T09:00+01:00', 'Fermé · ouvre mercredi à 9~h', closure('2026-11-24', '2026-11-24', 'travaux')),
    c(OFFICE, '2026-11-24T23:59+01:00', 'closed', '2026-11-25T09:00+01:00', 'Fermé (travaux) · ouvre demain à 9~h', closure('2026-11-24', '2026-11-24', 'travaux')),
    c(OFFICE, '2026-11-24T10:00+01:00', 'closed', '2026-11-25T09:00+01:00', 'Fermé exceptionnellement · ouvre demain à 9~h', closure('2026-11-24', '2026-11-24', null)),
    c('24/7', '2026-11-24T10:00+01:00', 'closed', '2026-11-26T00:00+01:00', 'Fermé (absence) · ouvre jeudi à minuit', closure('2026-11-24', '2026-11-25', 'absence')),
    c('24/7', '2026-11-20T10:00+01:00', 'open', '2026-11-24T00:00+01:00', 'Ouvert · ferme lundi à minuit', closure('2026-11-24', '2026-11-25', 'absence')),
    c('24/7', '2026-11-23T10:00+01:00', 'open', '2026-12-10T00:00+01:00', 'Ouvert · ferme le mercredi 9~décembre à minuit', closure('2026-12-10', '2026-12-10', 'travaux')),
    c(`${OFFICE}; PH 10:00-12:00`, '2026-11-11T11:00+01:00', 'closed', '2026-11-12T09:00+01:00', 'Fermé (congés) · ouvre demain à 9~h', closure('2026-11-11', '2026-11-11', 'congés')),
    c('Fr 22:00-02:00', '2026-11-28T01:00+01:00', 'closed', '2026-12-04T22:00+01:00', 'Fermé (congés) · ouvre vendredi à 22~h', closure('2026-11-28', '2026-11-29', 'congés')),
    c(OFFICE, '2026-11-28T11:00+01:00', 'open', '2026-11-28T12:00+01:00', 'Ouvert exceptionnellement · ferme à 12~h', opening('2026-11-28', '2026-11-28', '10:00-12:00')),
    c(OFFICE, '2026-11-27T18:00+01:00', 'closed', '2026-11-28T10:00+01:00', 'Fermé · ouvre demain à 10~h', opening('2026-11-28', '2026-11-28', '10:00-12:00')),
    c(`${OFFICE}; PH off`, '2026-11-11T11:00+01:00', 'open', '2026-11-11T12:00+01:00', 'Ouvert exceptionnellement · ferme à 12~h', opening('2026-11-11', '2026-11-11', '10:00-12:00')),
    c(`${OFFICE}; PH off`, '2026-11-11T11:00+01:00', 'open', '2026-11-11T12:00+01:00', 'Ouvert exceptionnellement · ferme à 12~h', opening('2026-11-11', '2026-11-11', null)),
    c(OFFICE, '2026-11-24T15:00+01:00', 'closed', '2026-11-25T09:00+01:00', 'Fermé · ouvre demain à 9~h', opening('2026-11-24', '2026-11-24', '10:00-12:00')),
    c(OFFICE, '2026-11-28T11:00+01:00', 'unknown', '2026-11-29T00:00+01:00', 'Ouverture exceptionnelle~: appelez avant de venir', opening('2026-11-28', '2026-11-28', 'le matin')),
    c(null, '2026-11-24T11:00+01:00', 'closed', '2026-11-25T00:00+01:00', 'Fermé (congés)', closure('2026-11-24', '2026-11-24', 'congés')),
    c(null, '2026-11-25T11:00+01:00', 'unknown', null, 'Horaires non communiqués', closure('2026-11-24', '2026-11-24', 'congés')),
    c('Fr 09:00-12:00', '2026-11-28T01:00+01:00', 'open', '2026-11-28T02:00+01:00', 'Ouvert exceptionnellement · ferme à 2~h', opening('2026-11-27', '2026-11-27', '20:00-26:00')),
  ],
  'two exceptions on one day: the shorter wins, then the closure': [
    c(OFFICE, '2026-11-25T10:30+01:00', 'open', '2026-11-25T11:00+01:00', 'Ouvert exceptionnellement · ferme à 11~h', both(['2026-11-23', '2026-11-27'], ['2026-11-25', '2026-11-25'])),
    c(OFFICE, '2026-11-25T10:30+01:00', 'closed', '2026-11-26T10:00+01:00', 'Fermé (congés) · ouvre demain à 10~h', both(['2026-11-25', '2026-11-25'], ['2026-11-23', '2026-11-27'])),
    c(OFFICE, '2026-11-25T10:30+01:00', 'closed', '2026-11-26T09:00+01:00', 'Fermé (congés) · ouvre demain à 9~h', both(['2026-11-25', '2026-11-25'], ['2026-11-25', '2026-11-25'])),
  ],
  'clock changes': [
    c('Su 02:30-06:00', '2026-03-29T01:59+01:00', 'closed', '2026-03-29T03:00+02:00', 'Fermé · ouvre aujourd’hui à 3~h'),
    c('Su 02:30-06:00', '2026-03-29T03:00+02:00', 'open', '2026-03-29T06:00+02:00', 'Ouvert · ferme à 6~h'),
    c('Su 02:30-06:00', '2027-03-28T01:30+01:00', 'closed', '2027-03-28T03:00+02:00', 'Fermé · ouvre aujourd’hui à 3~h'),
    c('Su 02:15-02:45', '2026-03-29T01:30+01:00', 'closed', '2026-04-05T02:15+02:00', 'Fermé · ouvre le dimanche 5~avril à 2~h~15'),
    c('Sa 22:00-02:30', '2026-03-29T01:00+01:00', 'open', '2026-03-29T03:00+02:00', 'Ouvert · ferme à 3~h'),
    c('Mo-Su 10:00-12:00', '2026-03-28T13:00+01:00', 'closed', '2026-03-29T10:00+02:00', 'Fermé · ouvre demain à 10~h'),
    c('Mo-Su 10:00-12:00', '2026-10-24T13:00+02:00', 'closed', '2026-10-25T10:00+01:00', 'Fermé · ouvre demain à 10~h'),
    c('Su 01:00-04:00', '2026-10-25T01:30+02:00', 'open', '2026-10-25T04:00+01:00', 'Ouvert · ferme à 4~h'),
    c('Su 01:00-04:00', '2026-10-25T02:30+01:00', 'open', '2026-10-25T04:00+01:00', 'Ouvert · ferme à 4~h'),
    c('Su 02:30-06:00', '2026-10-25T01:30+02:00', 'closed', '2026-10-25T02:30+02:00', 'Fermé · ouvre aujourd’hui à 2~h~30'),
    c('Su 02:30-06:00', '2027-10-31T02:45+01:00', 'open', '2027-10-31T06:00+01:00', 'Ouvert · ferme à 6~h'),
    c('Su 01:00-02:15', '2026-10-25T02:05+01:00', 'open', '2026-10-25T02:15+01:00', 'Ouvert · ferme à 2~h~15'),
    c('Su 01:00-02:15', '2026-10-25T02:20+02:00', 'closed', '2026-10-25T02:00+01:00', 'Fermé · ouvre aujourd’hui à 2~h'),
    c('24/7', '2027-10-31T02:45+01:00', 'open', null, 'Ouvert en permanence'),
  ],
};
