import type { SchoolCalendar } from '../domain/hours/index.ts';

/**
 * School holidays of zone A (Besançon, Bordeaux, Clermont-Ferrand, Dijon, Grenoble, Limoges, Lyon,
 * Poitiers), whole days without lessons: from the day after the last lessons to the eve of the return.
 *
 * Source: school calendar of the French ministry of education (education.gouv.fr, dataset
 * fr-en-calendrier-scolaire), years 2024-2025, 2025-2026 and 2026-2027, copied by hand from public
 * reproductions of it.
 * To be confirmed against the official dataset at the first connection, 2026-2027 above all.
 * The return of September 2027 is not known here: the table ends before it. Outside, nothing is extrapolated.
 */
export const schoolHolidaysZoneA: SchoolCalendar = {
  covered: ['2024-09-02', '2027-07-31'],
  periods: [
    { name: 'Toussaint 2024', from: '2024-10-20', to: '2024-11-03' },
    { name: 'Noël 2024', from: '2024-12-22', to: '2025-01-05' },
    { name: 'Hiver 2025', from: '2025-02-23', to: '2025-03-09' },
    { name: 'Printemps 2025', from: '2025-04-20', to: '2025-05-04' },
    { name: 'Pont de l’Ascension 2025', from: '2025-05-29', to: '2025-06-01' },
    { name: 'Été 2025', from: '2025-07-06', to: '2025-08-31' },
    { name: 'Toussaint 2025', from: '2025-10-19', to: '2025-11-02' },
    { name: 'Noël 2025', from: '2025-12-21', to: '2026-01-04' },
    { name: 'Hiver 2026', from: '2026-02-08', to: '2026-02-22' },
    { name: 'Printemps 2026', from: '2026-04-05', to: '2026-04-19' },
    { name: 'Pont de l’Ascension 2026', from: '2026-05-14', to: '2026-05-17' },
    { name: 'Été 2026', from: '2026-07-05', to: '2026-08-31' },
    { name: 'Toussaint 2026', from: '2026-10-18', to: '2026-11-01' },
    { name: 'Noël 2026', from: '2026-12-20', to: '2027-01-03' },
    { name: 'Hiver 2027', from: '2027-02-14', to: '2027-02-28' },
    { name: 'Printemps 2027', from: '2027-04-11', to: '2027-04-25' },
    { name: 'Pont de l’Ascension 2027', from: '2027-05-06', to: '2027-05-09' },
    { name: 'Été 2027', from: '2027-07-04', to: '2027-07-31' },
  ],
};
