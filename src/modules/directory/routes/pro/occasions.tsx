import { checkSeal, keyOfAct, type Typed } from '../../../../core/forms.ts';
import type { Route, Visit } from '../../../../core/http/route.ts';
import { say } from '../../../../core/i18n.ts';
import { capital, clockText, dayInParis, dayText } from '../../../../core/typography.ts';
import { fold } from '../../../territory/index.ts';
import type { ListedPlace } from '../../catalogue.ts';
import { readTime } from '../../domain/hours-form.ts';
import { type House, openHouse } from '../../house.ts';
import { keepingMessages } from '../../messages-keeping.ts';
import { announceException, cancelPassage, closeStop, openStop, withdrawException } from '../../occasions.ts';
import { ExceptionsPage, PassagesPage, reasonCodes, rhythms } from '../../pages/occasions-page.tsx';
import { passagesOf } from '../../passages.ts';
import { editorsMayKeepTheirPlaces } from '../../policy.ts';
import { hoursSentence } from '../../saying.ts';
import { findExceptions } from '../../store/occasions.ts';
import { findPlaceId } from '../../store/places.ts';
import { actingOf, proFrame, typedText, withKeptPlace } from './kept-place.tsx';

const policy = editorsMayKeepTheirPlaces;
const sendsForm = { exempt: 'envoi du formulaire' } as const;

export const occasionRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/pro/lieux/:slug/fermetures',
    policy,
    reach: 'linked',
    handle: visit => withKeptPlace(visit, (_, listed) => exceptionsPage(visit, listed, {}, {})),
  },
  {
    method: 'POST',
    path: '/pro/lieux/:slug/fermetures',
    policy,
    reach: sendsForm,
    handle: visit => withKeptPlace(visit, (_, listed) => receiveException(visit, listed)),
  },
  {
    method: 'GET',
    path: '/pro/lieux/:slug/passages',
    policy,
    reach: 'linked',
    handle: visit => withKeptPlace(visit, (house, listed) => passagesPage(visit, house, listed, {}, {})),
  },
  {
    method: 'POST',
    path: '/pro/lieux/:slug/passages',
    policy,
    reach: sendsForm,
    handle: visit => withKeptPlace(visit, (house, listed) => receivePassage(visit, house, listed)),
  },
];

type Errors = Record<string, string>;

const keyIn = (typed: Typed, said: unknown) => {
  const key = checkSeal(typed, new Date())?.key;
  return key && keyOfAct(key, said);
};

async function exceptionsPage(
  visit: Visit,
  { id, place }: ListedPlace,
  typed: Typed,
  errors: Errors,
  status = 200,
): Promise<Response> {
  const { reader, now } = visit;
  const words = say(keepingMessages, reader);
  const day = (text: string) => dayText(text, { language: reader.language, now });
  const known = await visit.read(transaction => findExceptions(transaction, id, dayInParis(now)));
  const done =
    { annonce: words.announced, retire: words.removed }[visit.url.searchParams.get('fait') ?? ''] ?? null;
  return await visit.page(
    { ...proFrame(visit, words.closures, place), error: status !== 200 },
    <ExceptionsPage
      name={place.name}
      slug={place.slug}
      exceptions={known.map(({ id: exception, kind, from, to, reason }) => {
        const [what, why] = [words[`kind_${kind}`], words[`reason_${reason}`].toLowerCase()];
        return {
          id: exception,
          sentence:
            from === to
              ? words.exceptionDay(what, day(from), why)
              : words.exceptionLine(what, day(from), day(to), why),
        };
      })}
      typed={typed}
      errors={errors}
      done={done}
      seal={visit.seal(typed)}
      reader={reader}
    />,
    { status },
  );
}

const isDay = (text: string) =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) &&
  !Number.isNaN(Date.parse(text)) &&
  new Date(text).toISOString().startsWith(text);

async function receiveException(visit: Visit, listed: ListedPlace): Promise<Response> {
  const words = say(keepingMessages, visit.reader);
  const typed = await visit.form();
  const { id, place } = listed;
  const back = (done: string) => visit.redirect(`/pro/lieux/${place.slug}/fermetures?fait=${done}`);
  const removed = typedText(typed, 'retirer');
  if (removed) {
    await withdrawException(actingOf(visit, keyIn(typed, [id, removed])), id, removed);
    return back('retire');
  }
  const [kind, from, to, reason] = ['genre', 'du', 'au', 'raison'].map(name => typedText(typed, name)) as [
    string,
    string,
    string,
    string,
  ];
  const errors: Errors = {};
  if (kind !== 'closed' && kind !== 'open') errors.genre = words.whatEmpty;
  if (!isDay(from)) errors.du = words.dayEmpty;
  if (!isDay(to)) errors.au = words.dayEmpty;
  else if (isDay(from) && to < from) errors.au = words.dayOrder;
  else if (to < dayInParis(visit.now)) errors.au = words.dayPast;
  const why = reasonCodes.find(code => code === reason);
  if (!why) errors.raison = words.reasonEmpty;
  const hours = hoursOf(typed, kind);
  if (hours === undefined) errors.ouvre = words.hoursBad;
  const named = typedText(typed, 'remplace');
  const replacement = named ? await findReplacement(visit, named) : null;
  if (named && (!replacement || replacement === id)) errors.remplace = words.replacementUnknown;
  if (Object.keys(errors).length > 0) return await exceptionsPage(visit, listed, typed, errors, 422);
  const draft = {
    kind: kind as 'closed' | 'open',
    from,
    to,
    hours: hours ?? null,
    reason: why!,
    replacement,
  };
  await announceException(actingOf(visit, keyIn(typed, [id, draft])), id, draft);
  return back('annonce');
}

/** Hours of an exceptional opening: none is « as usual »; undefined when they cannot be read. */
function hoursOf(typed: Typed, kind: string): string | null | undefined {
  const [opens, closes] = [typedText(typed, 'ouvre'), typedText(typed, 'ferme')];
  if (kind !== 'open' || (!opens && !closes)) return null;
  const [from, to] = [readTime(opens), readTime(closes)];
  return from && to && from < to ? `${from}-${to}` : undefined;
}

/** A place named by its address or its exact name. */
async function findReplacement(visit: Visit, named: string): Promise<string | null> {
  const slug = /([a-z0-9-]{3,120})\/?$/.exec(named.toLowerCase())?.[1];
  const known = slug ? await findPlaceId(visit.ground.database, slug) : null;
  if (known) return known;
  const { catalogue } = await openHouse(visit.ground);
  const same = catalogue.all().filter(({ place }) => fold(place.name) === fold(named));
  return same.length === 1 ? same[0]!.id : null;
}

async function passagesPage(
  visit: Visit,
  house: House,
  listed: ListedPlace,
  typed: Typed,
  errors: Errors,
  status = 200,
): Promise<Response> {
  const { reader, now } = visit;
  const words = say(keepingMessages, reader);
  const { place, stops } = listed;
  const communeOf = (insee: string) => house.communes.get(insee)?.name ?? insee;
  const done =
    { annule: words.cancelDone, retabli: words.backDone, ajoute: words.stopAdded, retire: words.stopRemoved }[
      visit.url.searchParams.get('fait') ?? ''
    ] ?? null;
  return await visit.page(
    { ...proFrame(visit, words.stops, place), error: status !== 200 },
    <PassagesPage
      name={place.name}
      slug={place.slug}
      passages={passagesOf(listed, house.catalogue.holidays, now).map(({ stop, start, end, cancelled }) => ({
        stop: stop.id,
        start: start.toISOString(),
        end: end.toISOString(),
        cancelled,
        sentence: `${capital(dayText(start, { language: reader.language, now }))}, ${clockText(start, reader.language)}, ${communeOf(stop.commune_insee)}`,
      }))}
      stops={stops.map(stop => ({
        id: stop.id,
        sentence: [
          stop.label,
          communeOf(stop.commune_insee),
          stop.address,
          hoursSentence(stop.recurrence, now, reader),
        ]
          .filter(Boolean)
          .join(', '),
      }))}
      communes={house.communes.all.filter(({ home }) => home).map(({ name }) => name)}
      typed={typed}
      errors={errors}
      done={done}
      seal={visit.seal(typed)}
      reader={reader}
    />,
    { status },
  );
}

const dayCodes = ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su'];

async function receivePassage(visit: Visit, house: House, listed: ListedPlace): Promise<Response> {
  const words = say(keepingMessages, visit.reader);
  const typed = await visit.form();
  const { id, place } = listed;
  const action = typedText(typed, 'action');
  const stop = typedText(typed, 'arret');
  const back = (done: string) => visit.redirect(`/pro/lieux/${place.slug}/passages?fait=${done}`);
  if (action === 'annuler' || action === 'retablir') {
    const [start, end] = [new Date(typedText(typed, 'debut')), new Date(typedText(typed, 'fin'))];
    if (Number.isNaN(start.getTime()) || !(end > start)) return await visit.error(404);
    const passage = { stop, start, end, cancelled: action === 'annuler' };
    await cancelPassage(actingOf(visit, keyIn(typed, [id, passage])), id, passage);
    return back(passage.cancelled ? 'annule' : 'retabli');
  }
  if (action === 'retirer') {
    await closeStop(actingOf(visit, keyIn(typed, [id, stop, 'retirer'])), id, stop);
    return back('retire');
  }
  const errors: Errors = {};
  const label = typedText(typed, 'nom').slice(0, 120);
  if (!label) errors.nom = words.labelEmpty;
  const wanted = fold(typedText(typed, 'commune'));
  const commune = house.communes.all.find(({ name }) => wanted !== '' && fold(name) === wanted);
  if (!commune) errors.commune = words.communeUnknown;
  const [from, to] = [readTime(typedText(typed, 'de')), readTime(typedText(typed, 'a'))];
  if (!from || !to || from >= to) errors.de = words.hoursBad;
  const day = dayCodes[Number(typedText(typed, 'jour'))] ?? 'Mo';
  const rhythm = rhythms.find(code => code === typedText(typed, 'rythme')) ?? 'every';
  if (Object.keys(errors).length > 0) return await passagesPage(visit, house, listed, typed, errors, 422);
  const draft = {
    label,
    communeInsee: commune!.insee,
    address: typedText(typed, 'adresse').slice(0, 200) || null,
    recurrence: recurrenceOf(rhythm, day, `${from}-${to}`),
    booking: 'none' as const,
  };
  await openStop(actingOf(visit, keyIn(typed, [id, draft])), id, draft);
  return back('ajoute');
}

/** In opening_hours syntax. */
function recurrenceOf(rhythm: (typeof rhythms)[number], day: string, hours: string): string {
  if (rhythm === 'every') return `${day} ${hours}`;
  if (rhythm === 'even') return `week 2-52/2 ${day} ${hours}`;
  if (rhythm === 'odd') return `week 1-53/2 ${day} ${hours}`;
  return `${day}[${rhythm}] ${hours}`;
}
