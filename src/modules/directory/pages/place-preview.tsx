import { say } from '../../../core/i18n.ts';
import { phoneText } from '../../../core/typography.ts';
import { Panel } from '../../../core/ui/notices.tsx';
import type { Reader } from '../../../core/ui/site.ts';
import { Facts, Hours } from '../../../core/ui/tables.tsx';
import type { PlaceContent } from '../domain/content.ts';
import { parseHours, weekTable } from '../domain/hours/index.ts';
import { directoryMessages } from '../messages.ts';
import { keepingMessages } from '../messages-keeping.ts';
import { hoursLines } from './as-written.tsx';
import { wordsOf } from './place-line.tsx';

/** « Vous serez affiché ainsi »: what the public page would say of what is typed. */
export function PlacePreview({
  place,
  commune,
  now,
  reader,
  plain,
}: {
  place: PlaceContent;
  commune: string;
  now: Date;
  reader: Reader;
  /** What is published already: no title. */
  plain?: boolean;
}) {
  const words = say(keepingMessages, reader);
  const shown = say(directoryMessages, reader);
  const hours = place.hoursRaw ? parseHours(place.hoursRaw) : null;
  const list = (name: 'services' | 'fees' | 'accessModes' | 'kinds') =>
    place[name].map(code => wordsOf(name, code, reader)).join(', ');
  const facts = [
    { term: shown.kinds, text: list('kinds') },
    { term: words.phone, text: place.phone ? phoneText(place.phone) : (place.phoneShort ?? '') },
    { term: words.services, text: list('services') },
    { term: shown.cost, text: list('fees') },
    { term: shown.reach, text: list('accessModes') },
    { term: words.about, text: [place.summary, place.detail].filter(Boolean).join(' ') },
  ].filter(({ text }) => text !== '');
  return (
    <Panel>
      {plain ? null : <h2 id="apercu">{words.previewTitle}</h2>}
      <p class="lead">{place.name}</p>
      <p>
        {[place.street, [place.postalCode, commune].filter(Boolean).join(' ')].filter(Boolean).join(', ')}
      </p>
      <Facts facts={facts} />
      {hours ? (
        <Hours
          caption={shown.hours}
          lines={hoursLines(weekTable(hours, now, reader.language), reader)}
          reader={reader}
        />
      ) : (
        <p>{place.hoursRaw ?? shown.hoursUnknown(place.phone !== null)}</p>
      )}
    </Panel>
  );
}
