import type { Child } from 'hono/jsx';
import { say } from '../../../core/i18n.ts';
import { phoneHref, phoneText } from '../../../core/typography.ts';
import type { PlaceLine } from '../../../core/ui/lists.tsx';
import type { TagKind } from '../../../core/ui/notices.tsx';
import type { Reader } from '../../../core/ui/site.ts';
import type { StoredPlace } from '../domain/content.ts';
import { type Evaluation, writtenByPlace } from '../domain/hours/index.ts';
import { directoryMessages } from '../messages.ts';
import { isCode, termOf, type VocabularyName } from '../vocabulary.ts';
import { asWritten } from './as-written.tsx';

/** A place of a list, with what was worked out for this request. */
export interface ShownPlace {
  place: StoredPlace;
  evaluation: Evaluation;
  /** The opening state in the words of the reader. */
  stateText: string;
  commune: string;
  km: number | null;
}

/** The label of a code in the reader's language; the plain words for screens of the public. */
export function wordsOf(vocabulary: VocabularyName, code: string, reader: Reader, plain = false): string {
  const term = isCode(vocabulary, code) ? termOf(vocabulary, code) : null;
  if (!term) return code;
  return reader.language === 'en' ? term.labelEn : plain ? (term.plain ?? term.label) : term.label;
}

/** Colour and shape of a state; the words say the same. */
export function stateKind(shown: Pick<ShownPlace, 'place' | 'evaluation'>): TagKind {
  if (shown.evaluation.state === 'open') return 'open';
  return shown.evaluation.state === 'unknown' ? 'warn' : 'plain';
}

/** The state as the list says it: short when hours are not known. */
export function stateWords(shown: ShownPlace, reader: Reader): Child {
  const words = say(directoryMessages, reader);
  return shown.place.hoursRaw === null && shown.evaluation.state === 'unknown'
    ? words.toCheck
    : asWritten(shown.stateText, writtenByPlace(shown.evaluation), reader);
}

/** One line of the list: name, state in words, commune, distance, phone. */
export function placeLine(shown: ShownPlace, reader: Reader, number?: number): PlaceLine {
  const words = say(directoryMessages, reader);
  const { place } = shown;
  const parts = [
    place.mobility.includes('itinerant') ? words.bus(shown.commune) : shown.commune,
    shown.km === null ? null : words.away(shown.km),
  ].filter(Boolean);
  return {
    ...(number === undefined ? {} : { number }),
    href: `/lieux/${place.slug}`,
    name: place.name,
    state: { kind: stateKind(shown), text: stateWords(shown, reader) },
    ...(place.hoursRaw === null && place.weeklyHours !== null
      ? { note: words.weekly(place.weeklyHours) }
      : {}),
    where: (
      <>
        {parts.join(' · ')}
        {place.phone ? (
          <>
            {' · '}
            <a href={phoneHref(place.phone)}>{phoneText(place.phone)}</a>
          </>
        ) : null}
      </>
    ),
  };
}
