import type { Child } from 'hono/jsx';
import { say } from '../../../core/i18n.ts';
import { phoneHref, phoneText } from '../../../core/typography.ts';
import { ButtonLink } from '../../../core/ui/actions.tsx';
import { type Moment, Ticks, Timeline } from '../../../core/ui/lists.tsx';
import { Notice, Tag } from '../../../core/ui/notices.tsx';
import type { Reader } from '../../../core/ui/site.ts';
import { type Fact, Facts, Hours } from '../../../core/ui/tables.tsx';
import type { StoredPlace } from '../domain/content.ts';
import type { WeekLine } from '../domain/hours/index.ts';
import { directoryMessages } from '../messages.ts';
import { asWritten, hoursLines } from './as-written.tsx';
import { type ShownPlace, stateKind, stateWords, wordsOf } from './place-line.tsx';

export interface PlaceView extends ShownPlace {
  /** « 131, place Gambetta, 40630 Sabres » */
  address: string;
  week: readonly WeekLine[] | null;
  /** Exceptions and holidays of the next days, one sentence each. */
  special: readonly string[];
  /** Next stops of an itinerant place. */
  stops: readonly Moment[];
  hasCalendar: boolean;
  /** « Informations vérifiées le 3 novembre 2026 par le lieu. » */
  verified: string;
  warnings: readonly string[];
  sources: readonly { name: string; licence: string; url: string | null }[];
  map: Child;
  reader: Reader;
}

/** `/lieux/:slug`: can I go now, how do I call, what do I bring, what happens there. */
export function PlacePage(view: PlaceView) {
  const { place, reader } = view;
  const words = say(directoryMessages, reader);
  return (
    <>
      <div class="flow">
        <h1>{place.name}</h1>
        {place.secondName ? <p class="lead">{place.secondName}</p> : null}
        <p>
          <Tag kind={stateKind(view)} box>
            {stateWords(view, reader)}
          </Tag>
        </p>
        {view.warnings.map(warning => (
          <Notice kind="warning" first={warning} />
        ))}
        <p class="lead">{view.address}</p>
        <p class="row noprint">
          {place.phone ? (
            <ButtonLink href={phoneHref(place.phone)} icon="phone">
              {words.call(phoneText(place.phone))}
            </ButtonLink>
          ) : null}
          {place.bookingUrl ? (
            <a class="btn alt" href={place.bookingUrl} rel="nofollow noopener external">
              {words.book}
            </a>
          ) : null}
          <ButtonLink kind="quiet" href={`/lieux/${place.slug}/imprimer`}>
            {words.print}
          </ButtonLink>
        </p>
        {place.phoneShort ? <p>{words.call(place.phoneShort)}</p> : null}
      </div>
      <div class="side after">
        <div class="flow">
          <h2>{words.doHere}</h2>
          <Services place={place} reader={reader} />
          {place.summary || place.detail ? (
            <>
              <h2>{words.about}</h2>
              {[place.summary, place.detail].filter(Boolean).map(text => (
                <p lang={reader.language === 'en' ? 'fr' : undefined}>{text}</p>
              ))}
            </>
          ) : null}
          <h2>{words.bring}</h2>
          <p>
            {words.bringText}
            <b>{words.bringNever}</b>
            {words.bringEnd}
          </p>
          {view.stops.length > 0 ? (
            <>
              <h2>{words.stops}</h2>
              <Timeline moments={view.stops} />
              {view.hasCalendar ? (
                <p>
                  <a href={`/lieux/${place.slug}.ics`}>{words.stopsCalendar}</a>
                </p>
              ) : null}
            </>
          ) : null}
          <h2>{words.comeTitle}</h2>
          <Come place={place} reader={reader} />
          <Facts facts={factsOf(place, reader)} />
        </div>
        <div class="flow">
          <Opening view={view} />
          {view.map}
          <p class="small">
            <a href={`/lieux/${place.slug}/signaler`}>{words.wrong}</a>
          </p>
          <p class="small mute">
            {words.sources}{' '}
            {view.sources.map((source, index) => (
              <>
                {index > 0 ? ', ' : ''}
                {asWritten(
                  `${source.name} (${source.licence})`,
                  `${source.name} (${source.licence})`,
                  reader,
                )}
              </>
            ))}
          </p>
        </div>
      </div>
    </>
  );
}

function Services({ place, reader }: { place: StoredPlace; reader: Reader }) {
  const words = say(directoryMessages, reader);
  if (place.accessModes.includes('ce_lieu_n_accueille_pas_de_public')) return <p>{words.noPublic}</p>;
  if (place.services.length === 0) return <p>{words.servicesUnknown}</p>;
  return (
    <Ticks
      lines={place.services.map(code => {
        const [first, ...rest] = wordsOf('services', code, reader, true).split(
          ' : '.replace(' :', '\u00a0:'),
        );
        return (
          <>
            <b>{first}</b>
            {rest.length > 0 ? `\u00a0: ${rest.join(', ')}` : ''}
          </>
        );
      })}
    />
  );
}

function Come({ place, reader }: { place: StoredPlace; reader: Reader }) {
  const words = say(directoryMessages, reader);
  return (
    <>
      {place.streetComplement ? (
        <p>{asWritten(place.streetComplement, place.streetComplement, reader)}</p>
      ) : null}
      <p>
        {words.wheelchair}
        {place.accesslibreUrl ? (
          <a href={place.accesslibreUrl} rel="nofollow noopener external">
            {words.seeAccess}
          </a>
        ) : (
          <>
            <b>{words.notGiven}</b>
            {words.callFirst}
          </>
        )}
      </p>
    </>
  );
}

function factsOf(place: StoredPlace, reader: Reader): Fact[] {
  const words = say(directoryMessages, reader);
  const list = (vocabulary: 'fees' | 'publics' | 'specialCare' | 'supportModes' | 'accessModes' | 'kinds') =>
    place[vocabulary].map(code => wordsOf(vocabulary, code, reader)).join(', ');
  const labels = [
    ...place.programmes.map(code => wordsOf('programmes', code, reader)),
    ...place.trainings.map(code => wordsOf('trainings', code, reader)),
  ].join(', ');
  const typed = place.otherLabels.join(', ');
  const rows: [string, Child][] = [
    [words.cost, list('fees')],
    [words.publics, list('publics')],
    [words.care, list('specialCare')],
    [words.how, list('supportModes')],
    [words.reach, list('accessModes')],
    [words.kinds, list('kinds')],
    [words.programmes, asWritten([labels, typed].filter(Boolean).join(', '), typed, reader)],
    [words.parent, place.parentStructure],
    [
      words.email,
      place.emails.length > 0
        ? place.emails.map((email, index) => [index > 0 ? ', ' : '', <a href={`mailto:${email}`}>{email}</a>])
        : null,
    ],
    [
      words.website,
      place.urls.length > 0
        ? place.urls.map((url, index) => [
            index > 0 ? ', ' : '',
            <a href={url} rel="nofollow noopener external">
              {hostOf(url)}
            </a>,
          ])
        : null,
    ],
  ];
  return rows.filter(([, text]) => text).map(([term, text]) => ({ term, text }));
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host.replace(/^www\./, '') : url;
}

function Opening({ view }: { view: PlaceView }) {
  const { place, reader } = view;
  const words = say(directoryMessages, reader);
  return (
    <>
      {view.week ? (
        <Hours caption={words.hours} lines={hoursLines(view.week, reader)} reader={reader} />
      ) : (
        <h2>{words.hours}</h2>
      )}
      {view.special.length > 0 ? (
        <>
          <p>
            <b>{words.exceptions}</b>
          </p>
          {view.special.map(sentence => (
            <p>{sentence}</p>
          ))}
        </>
      ) : null}
      {view.week ? null : <p>{hoursInWords(place, reader)}</p>}
      <p class="small mute">{view.verified}</p>
    </>
  );
}

function hoursInWords(place: StoredPlace, reader: Reader): Child {
  const words = say(directoryMessages, reader);
  if (place.hoursRaw) return asWritten(words.hoursAsWritten(place.hoursRaw), place.hoursRaw, reader);
  return place.weeklyHours === null ? words.hoursUnknown : words.weeklyOnly(words.weekly(place.weeklyHours));
}
