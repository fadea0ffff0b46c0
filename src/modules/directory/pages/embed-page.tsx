import { say } from '../../../core/i18n.ts';
import { phoneHref, phoneText } from '../../../core/typography.ts';
import { Tag } from '../../../core/ui/notices.tsx';
import type { Reader, Territory } from '../../../core/ui/site.ts';
import { directoryMessages } from '../messages.ts';
import { dataMessages } from '../messages-data.ts';
import { type ShownPlace, stateKind, stateWords } from './place-line.tsx';

interface EmbedPageProps {
  title: string;
  shown: readonly ShownPlace[];
  /** Places found, whether shown or not. */
  total: number;
  /** Address of the whole list, from the root of our site. */
  list: string;
  origin: string;
  reader: Reader;
  territory: Territory;
}

/** Every link leaves the frame: a place opened inside it would have no way back. */
const outside = { target: '_blank', rel: 'noopener' } as const;

/** `/embed/lieux`: the list of a search, small enough for a frame in another site. */
export function EmbedPage({ title, shown, total, list, origin, reader, territory }: EmbedPageProps) {
  const words = say(dataMessages, reader);
  const { count } = say(directoryMessages, reader);
  return (
    <div class="flow">
      <h1>{title}</h1>
      <p class="mute small">{shown.length === 0 ? words.nothing : `${count(total)}. ${words.newTab}`}</p>
      {shown.length === 0 ? null : (
        <ul class="places">
          {shown.map(place => (
            <Line place={place} origin={origin} reader={reader} />
          ))}
        </ul>
      )}
      <p>
        <a href={origin + list} {...outside}>
          {words.all}
        </a>
      </p>
      <p class="mute small">{words.from(territory.name)}</p>
    </div>
  );
}

function Line({ place: shown, origin, reader }: { place: ShownPlace; origin: string; reader: Reader }) {
  const { away } = say(directoryMessages, reader);
  const { place } = shown;
  const where = [shown.commune, shown.km === null ? null : away(shown.km)].filter(Boolean).join(' · ');
  return (
    <li>
      <div>
        <h2>
          <a href={`${origin}/lieux/${place.slug}`} {...outside}>
            {place.name}
          </a>
        </h2>
        <p>
          <Tag kind={stateKind(shown)}>{stateWords(shown, reader)}</Tag>
        </p>
        <p class="mute">
          {where}
          {place.phone ? (
            <>
              {' · '}
              <a href={phoneHref(place.phone)}>{phoneText(place.phone)}</a>
            </>
          ) : null}
        </p>
      </div>
    </li>
  );
}
