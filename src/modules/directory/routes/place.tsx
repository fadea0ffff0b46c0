import type { Route, Visit } from '../../../core/http/route.ts';
import { say } from '../../../core/i18n.ts';
import { dayInParis } from '../../../core/typography.ts';
import { lines } from '../../../core/ui/easy.tsx';
import { Places } from '../../../core/ui/lists.tsx';
import { distanceKm } from '../../territory/index.ts';
import type { ListedPlace } from '../catalogue.ts';
import { countView, isRobot } from '../counting.ts';
import { openingHoursSpecification } from '../domain/hours/index.ts';
import { type House, openHouse, versionOf } from '../house.ts';
import { keptPage } from '../keeping.ts';
import { directoryMessages } from '../messages.ts';
import { keepingMessages } from '../messages-keeping.ts';
import { asWritten } from '../pages/as-written.tsx';
import { TerritoryMap } from '../pages/local-map.tsx';
import { placeLine } from '../pages/place-line.tsx';
import { PlacePage } from '../pages/place-page.tsx';
import { editorsMayKeepTheirPlaces, everybodyMayReadPlaces } from '../policy.ts';
import { communeName, hoursNote, showPlace, verifiedOf, warningsOf, weekOf } from '../presenting.ts';
import { nextStops, specialDays } from '../schedule.ts';
import { findSlug } from '../store/slugs.ts';
import { labelMaxAge } from './list.tsx';

export const placeRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/lieux/:slug',
    policy: everybodyMayReadPlaces,
    reach: 'linked',
    handle: visit =>
      withPlace(visit, (house, listed) => {
        if (!isRobot(visit.headers)) countView(visit.ground, listed.id, dayInParis(visit.now));
        return visit.kept(versionOf(house), () => placePage(visit, house, listed));
      }),
  },
];

/**
 * The published place of the address; a former or merged address answers 301 to the present one,
 * a place closed for good 410 with the nearest places, anything else 404.
 */
export async function withPlace(
  visit: Visit,
  answer: (house: House, listed: ListedPlace) => Promise<Response> | Response,
  suffix = '',
): Promise<Response> {
  const house = await openHouse(visit.ground);
  const slug = visit.params.slug ?? '';
  if (!/^[a-z0-9-]{1,120}$/.test(slug)) return await visit.error(404);
  const listed = house.catalogue.withSlug(slug);
  if (listed) return await answer(house, listed);
  const known = await findSlug(visit.ground.database, slug);
  if (known?.status === 'published') return visit.redirect(`/lieux/${known.slug}${suffix}`, 301);
  if (known?.status === 'closed') {
    const words = say(directoryMessages, visit.reader);
    const nearest = nearestTo(house, known).slice(0, 3);
    return await visit.error(410, {
      title: words.closedFor,
      more: (
        <>
          <h2>{words.nearest}</h2>
          <Places
            places={nearest.map(({ listed: near, km }) =>
              placeLine(showPlace(house, near, km, visit.reader, visit.now), visit.reader),
            )}
          />
        </>
      ),
    });
  }
  return await visit.error(404);
}

function nearestTo(house: House, from: { lat: number | null; lon: number | null; commune_insee: string }) {
  const commune = house.communes.get(from.commune_insee);
  const lat = from.lat ?? commune?.lat ?? null;
  const lon = from.lon ?? commune?.lon ?? null;
  if (lat === null || lon === null) return [];
  return [...house.catalogue.all()]
    .flatMap(listed => (listed.points[0] ? [{ listed, km: distanceKm({ lat, lon }, listed.points[0]) }] : []))
    .sort((a, b) => a.km - b.km);
}

async function placePage(visit: Visit, house: House, listed: ListedPlace): Promise<Response> {
  const { reader, now } = visit;
  const words = say(directoryMessages, reader);
  const { place } = listed;
  const commune = communeName(house, place);
  const canonical = `${visit.origin}/lieux/${place.slug}`;
  const shown = showPlace(house, listed, null, reader, now);
  return await visit.page(
    {
      title: place.name,
      crumbs: [
        { label: words.home, href: '/' },
        { label: words.crumbNear(commune), href: `/lieux?commune=${place.communeInsee}` },
        { label: place.name },
      ],
      easyToRead: true,
      canonical,
      head: (
        <script
          type="application/ld+json"
          dangerouslySetInnerHTML={{ __html: structuredData(house, listed, canonical) }}
        />
      ),
    },
    <PlacePage
      {...shown}
      week={weekOf(listed, reader, now)}
      hoursNote={
        place.hoursRaw
          ? asWritten(hoursNote(listed, reader), place.hoursRaw, reader)
          : lines(hoursNote(listed, reader), reader)
      }
      special={specialDays(house, listed, reader, now)}
      stops={nextStops(house, listed, reader, now)}
      hasCalendar={listed.stops.length > 0}
      verified={verifiedOf(place, reader, now)}
      warnings={warningsOf(listed, reader, now)}
      keep={await keepLink(visit, listed)}
      sources={listed.sources}
      map={mapOf(house, listed, visit)}
      reader={reader}
      territory={visit.territory}
    />,
    { maxAge: labelMaxAge },
  );
}

/** The way to correct the page, for who may: never asked for a visitor. */
async function keepLink(visit: Visit, { id, place }: ListedPlace) {
  if (!visit.actor.account) return null;
  const kept = await visit.read(transaction => keptPage(transaction, id));
  if (!editorsMayKeepTheirPlaces.allows(visit.actor, kept)) return null;
  return { href: `/pro/lieux/${place.slug}`, label: say(keepingMessages, visit.reader).keepThis };
}

function mapOf(house: House, listed: ListedPlace, { reader }: Visit) {
  const { geometry, communes } = house;
  const at = listed.points[0];
  if (!geometry || !at) return null;
  const words = say(directoryMessages, reader);
  const commune = communeName(house, listed.place);
  const prefecture = communes.all
    .filter(({ home }) => home)
    .sort((a, b) => (b.population ?? 0) - (a.population ?? 0))[0];
  const [x, y] = geometry.project(at.lat, at.lon);
  const far =
    prefecture &&
    prefecture.lat !== null &&
    prefecture.lon !== null &&
    prefecture.insee !== listed.place.communeInsee
      ? distanceKm(at, { lat: prefecture.lat, lon: prefecture.lon })
      : null;
  const caption = lines(
    [
      far === null ? null : words.farFrom(commune, far, prefecture!.name),
      geometry.approximate ? words.approximate : null,
    ]
      .filter(Boolean)
      .join(' '),
    reader,
  );
  return (
    <TerritoryMap
      width={geometry.width}
      height={geometry.height}
      outline={geometry.outline}
      epciMesh={geometry.epciMesh}
      point={{ x, y }}
      name={commune}
      caption={caption}
      reader={reader}
    />
  );
}

/** schema.org data of the place; `<` is written so that no text can end the element. */
function structuredData(house: House, { place, hours, points }: ListedPlace, canonical: string): string {
  const data = {
    '@context': 'https://schema.org',
    '@type': place.kinds.includes('BIB')
      ? 'Library'
      : place.kinds.some(kind => ['RFS', 'MUNI', 'PREF', 'CCAS', 'MSAP'].includes(kind))
        ? 'GovernmentOffice'
        : 'LocalBusiness',
    '@id': canonical,
    url: canonical,
    name: place.name,
    address: {
      '@type': 'PostalAddress',
      streetAddress: place.street ?? undefined,
      postalCode: place.postalCode ?? undefined,
      addressLocality: communeName(house, place),
      addressCountry: 'FR',
    },
    telephone: place.phone ?? undefined,
    geo:
      place.lat !== null && points[0]
        ? { '@type': 'GeoCoordinates', latitude: points[0].lat, longitude: points[0].lon }
        : undefined,
    openingHoursSpecification: hours
      ? openingHoursSpecification(hours).map(row => ({ '@type': 'OpeningHoursSpecification', ...row }))
      : undefined,
  };
  return JSON.stringify(data).replace(/</g, '\\u003c');
}
