import type { Child } from 'hono/jsx';
import { say } from '../../../core/i18n.ts';
import { phoneHref, phoneText } from '../../../core/typography.ts';
import { type Idea, stacked } from '../../../core/ui/easy.tsx';
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
  /** « 131, place Gambetta, 40630 Sabres » */
  address: string;
  km: number | null;
}

/** The label of a code in the words of the reader; the plain ones for screens of the public. */
export function wordsOf(vocabulary: VocabularyName, code: string, reader: Reader, plain = false): string {
  const term = isCode(vocabulary, code) ? termOf(vocabulary, code) : null;
  if (!term) return code;
  if (reader.language === 'en') return term.labelEn;
  if (reader.falc) return term.easy ?? term.plain ?? term.label;
  return plain ? (term.plain ?? term.label) : term.label;
}

/** Colour and shape of a state; the words say the same. */
export function stateKind(shown: Pick<ShownPlace, 'place' | 'evaluation'>): TagKind {
  if (shown.evaluation.state === 'open') return 'open';
  return shown.evaluation.state === 'unknown' ? 'warn' : 'plain';
}

/** The state as the list says it: short when hours are not known; easy-to-read says what follows apart. */
export function stateWords(shown: ShownPlace, reader: Reader): Child {
  const words = say(directoryMessages, reader);
  if (shown.place.hoursRaw === null && shown.evaluation.state === 'unknown') return words.toCheck;
  const [first] = reader.falc ? stateSentences(shown) : [shown.stateText];
  return asWritten(first!, writtenByPlace(shown.evaluation), reader);
}

/** « Ouvert. », « Le lieu ferme à 12 h. »; what a place wrote is one piece. */
export function stateSentences(shown: ShownPlace): string[] {
  const typed = writtenByPlace(shown.evaluation);
  if (!typed) return shown.stateText.split('. ');
  return shown.stateText.startsWith(`${typed}. `)
    ? [typed, shown.stateText.slice(typed.length + 2)]
    : [shown.stateText];
}

/** One line of the list: name, state in words, commune, distance, phone. */
export function placeLine(shown: ShownPlace, reader: Reader, number?: number): PlaceLine {
  const words = say(directoryMessages, reader);
  const { place } = shown;
  const weekly =
    place.hoursRaw === null && place.weeklyHours !== null ? words.weekly(place.weeklyHours) : undefined;
  const phone = place.phone ? <a href={phoneHref(place.phone)}>{phoneText(place.phone)}</a> : null;
  const town = place.mobility.includes('itinerant') ? words.bus(shown.commune) : shown.commune;
  const away = shown.km === null ? null : words.away(shown.km);
  return {
    ...(number === undefined ? {} : { number }),
    href: `/lieux/${place.slug}`,
    name: place.name,
    state: { kind: stateKind(shown), text: stateWords(shown, reader) },
    ...(weekly ? { note: weekly } : {}),
    where: (
      <>
        {[town, away].filter(Boolean).join(' · ')}
        {phone ? <> · {phone}</> : null}
      </>
    ),
    ...(reader.falc ? { ideas: ideasOf(shown, reader, [weekly, phone, away]) } : {}),
  };
}

/** What the list says of a place in easy-to-read: address, phone and hours in full, one a line. */
function ideasOf(
  shown: ShownPlace,
  reader: Reader,
  [weekly, phone, away]: [string | undefined, Child, string | null],
): Idea[] {
  const words = say(directoryMessages, reader);
  const [, ...next] = stateSentences(shown);
  const when = [...next, weekly].filter(Boolean);
  const bus = shown.place.mobility.includes('itinerant') ? [words.bus(shown.commune)] : [];
  return [
    ...(when.length > 0 ? [{ icon: 'cal' as const, text: stacked(when) }] : []),
    {
      icon: 'pin',
      text: stacked([...bus, asWritten(shown.address, shown.address, reader), ...(away ? [away] : [])]),
    },
    ...(phone ? [{ icon: 'phone' as const, text: phone }] : []),
  ];
}
