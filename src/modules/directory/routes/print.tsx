import { ICalCalendarMethod, default as ical } from 'ical-generator';
import { paperAnswer } from '../../../core/http/answer.ts';
import type { Route, Visit } from '../../../core/http/route.ts';
import { say } from '../../../core/i18n.ts';
import { dayText } from '../../../core/typography.ts';
import type { ListedPlace } from '../catalogue.ts';
import { placeList, placeSheet } from '../documents.ts';
import { canCall } from '../domain/content.ts';
import { readFilters } from '../domain/filters.ts';
import { type House, openHouse } from '../house.ts';
import { directoryMessages } from '../messages.ts';
import { asWritten } from '../pages/as-written.tsx';
import { listTitle } from '../pages/list-page.tsx';
import { wordsOf } from '../pages/place-line.tsx';
import { PrintPage } from '../pages/print-page.tsx';
import { passagesOf } from '../passages.ts';
import { everybodyMayReadPlaces } from '../policy.ts';
import { addressOf, communeName, hoursNote, phoneOf, verifiedOf, weekOf } from '../presenting.ts';
import { specialDays } from '../schedule.ts';
import { search } from '../searching.ts';
import { withPlace } from './place.tsx';

/** Most places of a printed list (directory.md §7). */
const mostPrinted = 200;

export const printRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/lieux/:slug/imprimer',
    policy: everybodyMayReadPlaces,
    reach: 'linked',
    handle: visit => withPlace(visit, (house, listed) => printPage(visit, house, listed), '/imprimer'),
  },
  {
    method: 'GET',
    path: '/lieux/:file{.+\\.pdf}',
    policy: everybodyMayReadPlaces,
    reach: { exempt: 'document imprimé, lié depuis la fiche à imprimer' },
    handle: visit => withFile(visit, '.pdf', (house, listed) => pdf(visit, house, listed)),
  },
  {
    method: 'GET',
    path: '/lieux/:file{.+\\.ics}',
    policy: everybodyMayReadPlaces,
    reach: { exempt: 'agenda, lié depuis la fiche d’un lieu itinérant' },
    handle: visit => withFile(visit, '.ics', (house, listed) => calendar(visit, house, listed)),
  },
  {
    method: 'GET',
    path: '/lieux.pdf',
    policy: everybodyMayReadPlaces,
    reach: { exempt: 'document imprimé, lié depuis la liste' },
    handle: listPdf,
  },
];

function withFile(
  visit: Visit,
  ending: string,
  answer: (house: House, listed: ListedPlace) => Promise<Response> | Response,
): Promise<Response> {
  const slug = (visit.params.file ?? '').slice(0, -ending.length);
  return withPlace({ ...visit, params: { slug } }, answer, ending);
}

function printPage(visit: Visit, house: House, listed: ListedPlace): Promise<Response> {
  const { reader, now } = visit;
  const words = say(directoryMessages, reader);
  const { place } = listed;
  return visit.page(
    {
      title: words.print,
      crumbs: [
        { label: words.home, href: '/' },
        { label: place.name, href: `/lieux/${place.slug}` },
        { label: words.print },
      ],
      robots: 'noindex',
      sheets: ['paper.css'],
    },
    <PrintPage
      name={place.name}
      slug={place.slug}
      address={addressOf(house, place, reader)}
      phone={phoneOf(place)}
      week={weekOf(listed, reader, now)}
      hoursNote={asWritten(hoursNote(listed, reader), place.hoursRaw, reader)}
      verified={verifiedOf(place, reader, now)}
      printedOn={dayText(now, { language: reader.language, now: new Date(0) })}
      url={`${visit.origin}/lieux/${place.slug}`}
      reader={reader}
    />,
  );
}

async function pdf(visit: Visit, house: House, listed: ListedPlace): Promise<Response> {
  const { reader, now } = visit;
  const words = say(directoryMessages, reader);
  const { place } = listed;
  const { geometry } = house;
  const at = listed.points[0];
  const [x, y] = geometry && at ? geometry.project(at.lat, at.lon) : [0, 0];
  const bytes = await placeSheet(
    {
      name: place.name,
      address: [
        place.street ?? words.addressUnknown,
        place.streetComplement,
        [place.postalCode, communeName(house, place)].filter(Boolean).join(' '),
      ].filter((line): line is string => Boolean(line)),
      phone: phoneOf(place),
      hours: weekOf(listed, reader, now)?.map(line => ({ day: line.days, spans: line.text })) ?? null,
      hoursNote: [hoursNote(listed, reader), ...specialDays(house, listed, reader, now)]
        .filter(Boolean)
        .join(' '),
      whatToBring: `${words.bringText}${words.bringNever}${words.bringEnd}`,
      services: place.services.map(code => wordsOf('services', code, reader, true)),
      cost: place.fees.map(code => wordsOf('fees', code, reader)).join(', ') || null,
      access: place.accesslibreUrl
        ? null
        : `${words.wheelchair}${words.notGiven}${words.callFirst(canCall(place))}`,
      url: `${visit.origin}/lieux/${place.slug}`,
      map:
        geometry && at
          ? {
              viewBox: `0 0 ${geometry.width} ${geometry.height}`,
              outline: geometry.outline,
              mesh: geometry.epciMesh,
              x,
              y,
              label: communeName(house, place),
            }
          : null,
      printedOn: dayText(now, { language: reader.language, now: new Date(0) }),
      verified: verifiedOf(place, reader, now),
      sources: listed.sources.map(source => source.name).join(', '),
      territoryName: visit.territory.name,
      helpPhone: visit.territory.helpPhone?.label ?? null,
    },
    {
      format: visit.url.searchParams.get('format') === 'a4' ? 'a4' : 'a5',
      createdAt: now,
      language: reader.language,
    },
  );
  return paperAnswer(bytes, place.slug, 'private, no-cache');
}

async function listPdf(visit: Visit): Promise<Response> {
  const { reader, now } = visit;
  const house = await openHouse(visit.ground);
  const { filters } = readFilters(visit.url.searchParams);
  const result = search(house.catalogue, filters, now);
  const rows = result.found.slice(0, mostPrinted).map(({ place: listed }) => {
    const { place } = listed;
    const lines = weekOf(listed, reader, now)?.filter(line => !line.closed) ?? null;
    return {
      name: place.name,
      address: addressOf(house, place, reader),
      phone: phoneOf(place) ?? '',
      hours: lines
        ? lines.map(line => `${line.days} ${line.text.join(', ')}`).join(' ; ')
        : hoursNote(listed, reader),
    };
  });
  const bytes = await placeList(
    {
      title: listTitle({ result, reader }),
      printedOn: dayText(now, { language: reader.language, now: new Date(0) }),
      total: result.found.length,
      rows,
      sources: [
        ...new Set(result.found.flatMap(({ place }) => place.sources.map(source => source.name))),
      ].join(', '),
      territoryName: visit.territory.name,
      helpPhone: visit.territory.helpPhone?.label ?? null,
    },
    { createdAt: now, language: reader.language },
  );
  return paperAnswer(bytes, 'lieux', 'private, no-cache');
}

/** The passages of an itinerant place; a cancelled one stays, marked as such, so that agendas take it away. */
function calendar(visit: Visit, house: House, listed: ListedPlace): Response | Promise<Response> {
  const { place } = listed;
  if (listed.stops.length === 0) return visit.error(404);
  const agenda = ical({
    name: place.name,
    method: ICalCalendarMethod.PUBLISH,
    prodId: { company: 'Airial', product: 'lieux', language: 'FR' },
  });
  for (const { stop, start, end, cancelled } of passagesOf(listed, house.catalogue.holidays, visit.now)) {
    const where = [stop.address, house.communes.get(stop.commune_insee)?.name].filter(Boolean).join(', ');
    const event = agenda.createEvent({
      id: `${stop.id}-${start.toISOString()}@airial`,
      start,
      end,
      stamp: place.changedAt,
      summary: `${place.name} – ${stop.label}`,
      location: where,
      url: `${visit.origin}/lieux/${place.slug}`,
    });
    if (cancelled) event.status('CANCELLED' as never);
  }
  return new Response(agenda.toString(), {
    headers: { 'Content-Type': 'text/calendar; charset=utf-8', 'Cache-Control': 'public, max-age=60' },
  });
}
