import { say } from '../../../core/i18n.ts';
import { distanceText } from '../../../core/typography.ts';
import type { Reader } from '../../../core/ui/site.ts';
import { facets } from '../domain/filters.ts';
import { directoryMessages } from '../messages.ts';
import { wordsOf } from './place-line.tsx';

/** A filter in force, in the words of the form. */
export function filterLabel(param: string, value: string, reader: Reader): string {
  const words = say(directoryMessages, reader);
  const facet = facets.find(candidate => candidate.param === param);
  if (facet) return wordsOf(facet.vocabulary, value, reader);
  if (param === 'itinerant') return words.itinerant;
  if (param === 'accessible') return words.accessible;
  if (param === 'rayon') return `${words.radius} ${distanceText(Number(value), reader.language)}`;
  return { maintenant: words.openNow, samedi: words.openSaturday, soir: words.openEvening }[value] ?? value;
}
