import type { Child } from 'hono/jsx';
import { say } from '../../../core/i18n.ts';
import { phoneHref, phoneText } from '../../../core/typography.ts';
import { ButtonLink } from '../../../core/ui/actions.tsx';
import { Heading, Ideas, lines, stacked } from '../../../core/ui/easy.tsx';
import type { IconName } from '../../../core/ui/icons.tsx';
import { type Moment, Ticks, Timeline } from '../../../core/ui/lists.tsx';
import { HelpPanel, Notice, Tag } from '../../../core/ui/notices.tsx';
import type { Reader, Territory } from '../../../core/ui/site.ts';
import { type Fact, Facts, Hours } from '../../../core/ui/tables.tsx';
import { canCall, type StoredPlace } from '../domain/content.ts';
import type { WeekLine } from '../domain/hours/index.ts';
import { directoryMessages } from '../messages.ts';
import { asWritten, hoursLines, Typed } from './as-written.tsx';
import { pictures } from './pictures.ts';
import { type ShownPlace, stateKind, stateSentences, stateWords, wordsOf } from './place-line.tsx';

export interface PlaceView extends ShownPlace {
  week: readonly WeekLine[] | null;
  /** Said when no table can show the hours. */
  hoursNote: Child;
  /** Exceptions and holidays of the next days, one sentence each. */
  special: readonly string[];
  /** Next stops of an itinerant place. */
  stops: readonly Moment[];
  hasCalendar: boolean;
  /** « Informations vérifiées le 3 novembre 2026 par le lieu. » */
  verified: string;
  warnings: readonly string[];
  /** For who may correct the page; the way to claim it for the others. */
  keep: { href: string; label: string } | null;
  sources: readonly { name: string; licence: string; url: string | null }[];
  map: Child;
  reader: Reader;
  territory: Territory;
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
        {reader.falc && stateSentences(view).length > 1 ? (
          <p>{stacked(stateSentences(view).slice(1))}</p>
        ) : null}
        {view.warnings.map(warning => (
          <Notice kind="warning" first={lines(warning, reader)} />
        ))}
        <p class="lead">
          <Typed reader={reader}>{view.address}</Typed>
        </p>
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
          <Heading icon="doc" reader={reader}>
            {words.doHere}
          </Heading>
          <Services place={place} reader={reader} />
          {place.summary || place.detail ? (
            <>
              <Heading icon="learn" reader={reader}>
                {words.about}
              </Heading>
              {[place.summary, place.detail].filter(Boolean).map(text => (
                <p>
                  <Typed reader={reader}>{text}</Typed>
                </p>
              ))}
            </>
          ) : null}
          {isClosedToPublic(place) ? null : (
            <>
              <Heading icon="card" reader={reader}>
                {words.bring}
              </Heading>
              {reader.falc ? (
                <p>{lines(`${words.bringText}${words.bringNever}${words.bringEnd}`, reader)}</p>
              ) : (
                <p>
                  {words.bringText}
                  <b>{words.bringNever}</b>
                  {words.bringEnd}
                </p>
              )}
            </>
          )}
          {view.stops.length > 0 ? (
            <>
              <Heading icon="cal" reader={reader}>
                {words.stops}
              </Heading>
              <Timeline moments={view.stops} />
              {view.hasCalendar ? (
                <p>
                  <a href={`/lieux/${place.slug}.ics`}>{words.stopsCalendar}</a>
                </p>
              ) : null}
            </>
          ) : null}
          <Heading icon="pin" reader={reader}>
            {words.comeTitle}
          </Heading>
          <Come place={place} reader={reader} />
          <Facts facts={factsOf(place, reader)} />
        </div>
        <div class="flow">
          <Opening view={view} />
          {view.map}
          {canCall(place) ? null : <HelpPanel reader={reader} territory={view.territory} />}
          <p class="small">
            <a href={`/lieux/${place.slug}/signaler`}>{words.wrong}</a>
          </p>
          <p class="small noprint">
            <a href={view.keep?.href ?? `/lieux/${place.slug}/revendiquer`}>
              {view.keep?.label ?? words.mine}
            </a>
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

const isClosedToPublic = (place: StoredPlace) =>
  place.accessModes.includes('ce_lieu_n_accueille_pas_de_public');

function Services({ place, reader }: { place: StoredPlace; reader: Reader }) {
  const words = say(directoryMessages, reader);
  if (isClosedToPublic(place)) return <p>{lines(words.noPublic, reader)}</p>;
  if (place.services.length === 0) return <p>{lines(words.servicesUnknown(canCall(place)), reader)}</p>;
  if (reader.falc)
    return (
      <Ideas
        ideas={place.services.map(code => ({
          icon: pictures[code],
          text: wordsOf('services', code, reader),
        }))}
      />
    );
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
            {lines(words.callFirst(canCall(place)), reader)}
          </>
        )}
      </p>
    </>
  );
}

function factsOf(place: StoredPlace, reader: Reader): Fact[] {
  const words = say(directoryMessages, reader);
  const list = (vocabulary: 'fees' | 'publics' | 'specialCare' | 'supportModes' | 'accessModes' | 'kinds') =>
    place[vocabulary].map(code => wordsOf(vocabulary, code, reader));
  const typed = (texts: readonly string[]) => texts.map(text => <Typed reader={reader}>{text}</Typed>);
  const rows: [IconName, string, readonly Child[]][] = [
    ['bill', words.cost, list('fees')],
    ['card', words.publics, list('publics')],
    ['health', words.care, list('specialCare')],
    ['learn', words.how, list('supportModes')],
    ['phone', words.reach, list('accessModes')],
    ['home', words.kinds, list('kinds')],
    [
      'plus',
      words.programmes,
      [
        ...place.programmes.map(code => wordsOf('programmes', code, reader)),
        ...place.trainings.map(code => wordsOf('trainings', code, reader)),
        ...typed(place.otherLabels),
      ],
    ],
    ['pen', words.parent, typed(place.parentStructure ? [place.parentStructure] : [])],
    ['mail', words.email, place.emails.map(email => <a href={`mailto:${email}`}>{email}</a>)],
    [
      'pc',
      words.website,
      place.urls.map(url => (
        <a href={url} rel="nofollow noopener external">
          {hostOf(url)}
        </a>
      )),
    ],
  ];
  return rows
    .filter(([, , values]) => values.length > 0)
    .map(([icon, term, values]) => ({
      ...(reader.falc ? { icon } : {}),
      term,
      text: reader.falc ? stacked(values) : values.map((value, index) => [index > 0 ? ', ' : '', value]),
    }));
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host.replace(/^www\./, '') : url;
}

function Opening({ view }: { view: PlaceView }) {
  const { reader } = view;
  const words = say(directoryMessages, reader);
  return (
    <>
      {view.week ? (
        <Hours caption={words.hours} lines={hoursLines(view.week, reader)} reader={reader} />
      ) : (
        <Heading icon="cal" reader={reader}>
          {words.hours}
        </Heading>
      )}
      {view.special.length > 0 ? (
        <>
          <p>
            <b>{words.exceptions}</b>
          </p>
          {view.special.map(sentence => (
            <p>{lines(sentence, reader)}</p>
          ))}
        </>
      ) : null}
      {view.week ? null : <p>{view.hoursNote}</p>}
      <p class="small mute">{lines(view.verified, reader)}</p>
    </>
  );
}
