import { dayInParis, noBreak as nb, numberText } from '../../core/typography.ts';
import type { Verb } from '../../core/verb.ts';
import { daysBefore, missedSearchDays } from './jobs.ts';
import { findMissedSearches } from './store/statistics.ts';

/** Fewer occurrences might tell about one person: they are never shown (directory.md §12). */
const leastShown = 5;

/** `directory missed`: what people looked for in vain. */
export const missedVerb: Verb = {
  path: ['directory', 'missed'],
  summary: 'Lister les recherches restées sans résultat',
  options: { json: { type: 'boolean', help: 'Écrire le résultat en JSON' } },
  run: async ({ database, values, now }) => {
    const missed = await findMissedSearches(
      database,
      daysBefore(dayInParis(now()), missedSearchDays),
      leastShown,
    );
    const lines = values.json
      ? [JSON.stringify(missed, null, 2)]
      : missed.length === 0
        ? [
            `Aucune recherche sans résultat n’a été faite ${leastShown} fois ou plus en ${missedSearchDays}${nb}jours.`,
          ]
        : missed.map(({ words, times }) => `${numberText(times).padStart(6)}  ${words}`);
    process.stdout.write(`${lines.join('\n')}\n`);
    return 0;
  },
};
