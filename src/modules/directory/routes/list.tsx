import type { Route, Visit } from '../../../core/http/route.ts';
import { say } from '../../../core/i18n.ts';
import { dayInParis } from '../../../core/typography.ts';
import { countMissedSearch, isRobot } from '../counting.ts';
import { activeFilters, type Filters, readFilters, withoutFilters, writeFilters } from '../domain/filters.ts';
import { usualRadiusKm } from '../domain/selection.ts';
import { type House, openHouse, versionOf } from '../house.ts';
import { directoryMessages } from '../messages.ts';
import { FilterForm } from '../pages/filter-form.tsx';
import { filterLabel } from '../pages/filter-label.ts';
import { ListPage, listTitle, pageSize } from '../pages/list-page.tsx';
import { NearMap } from '../pages/local-map.tsx';
import { everybodyMayReadPlaces } from '../policy.ts';
import { momentOf, showPlace } from '../presenting.ts';
import { type Found, type SearchResult, search } from '../searching.ts';
import { surroundingsOf } from '../surroundings.ts';

/** A page with an opening label is never kept longer than this, in seconds. */
export const labelMaxAge = 60;

export const listRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/lieux',
    policy: everybodyMayReadPlaces,
    reach: 'linked',
    handle: visit => listPage(visit, readFilters(visit.url.searchParams)),
  },
  {
    method: 'GET',
    path: '/lieux/filtres',
    policy: everybodyMayReadPlaces,
    reach: 'linked',
    handle: filtersPage,
  },
  {
    method: 'GET',
    path: '/lieux/commune/:insee',
    policy: everybodyMayReadPlaces,
    reach: { exempt: 'adresse stable d’une commune, dans le plan du site' },
    handle: async visit => {
      const { communes } = await openHouse(visit.ground);
      const found = communes.byCode(visit.params.insee ?? '');
      if (!found) return await visit.error(404);
      if (found.insee !== visit.params.insee) return visit.redirect(`/lieux/commune/${found.insee}`, 301);
      const { filters, ignored } = readFilters(visit.url.searchParams);
      return await listPage(visit, { filters: { ...filters, commune: found.insee }, ignored });
    },
  },
  {
    method: 'GET',
    path: '/lieux/epci/:siren',
    policy: everybodyMayReadPlaces,
    reach: { exempt: 'adresse stable d’une intercommunalité, dans le plan du site' },
    handle: async visit => {
      const { communes } = await openHouse(visit.ground);
      const found = communes.epci(visit.params.siren ?? '');
      if (!found) return await visit.error(404);
      const { filters, ignored } = readFilters(visit.url.searchParams);
      return await listPage(visit, { filters: { ...filters, epci: found.siren }, ignored });
    },
  },
];

async function listPage(visit: Visit, asked: ReturnType<typeof readFilters>): Promise<Response> {
  const house = await openHouse(visit.ground);
  return await visit.kept(versionOf(house), () => drawList(visit, house, asked));
}

async function drawList(
  visit: Visit,
  house: House,
  { filters, ignored }: ReturnType<typeof readFilters>,
): Promise<Response> {
  const { reader, now } = visit;
  const result = search(house.catalogue, filters, now);
  const pages = Math.max(1, Math.ceil(result.found.length / pageSize));
  const page = Math.min(filters.page, pages);
  const first = (page - 1) * pageSize;
  const shown = result.found.slice(first, first + pageSize);
  const words = say(directoryMessages, reader);
  const nothing = shown.length === 0;
  const title = listTitle({ result, reader });
  const isPlain = activeFilters(filters).length === 0 && page === 1;
  // With filters, they are the reason; the words alone tell what is missing.
  const isMissed = nothing && isPlain && filters.q !== '';
  if (isMissed && !isRobot(visit.headers)) countMissedSearch(visit.ground, filters.q, dayInParis(now));
  return await visit.page(
    {
      title,
      crumbs: [{ label: words.home, href: '/' }, { label: title }],
      easyToRead: true,
      // A list has as many addresses as choices: only the plain ones are for search engines.
      ...(isPlain && !filters.q
        ? { canonical: `${visit.origin}${canonicalPath(result)}` }
        : { robots: 'noindex' }),
    },
    <ListPage
      result={{ ...result, filters: { ...filters, page } }}
      ignored={ignored}
      shown={shown.map(entry => showPlace(house, entry.place, entry.km, reader, now))}
      first={first + 1}
      pages={pages}
      moment={momentOf(now, reader)}
      map={nothing ? null : mapOf(house, result, shown, first, visit)}
      widen={nothing ? widerChoices(visit, house, filters) : []}
      nearest={nothing ? nearestPlaces(visit, house, result) : []}
      reader={reader}
      territory={visit.territory}
    />,
    // A search that finds nothing is counted each time: nobody may keep its answer.
    isMissed ? {} : { maxAge: labelMaxAge },
  );
}

/** Every choice of the list on one page, each with how many places it would show. */
async function filtersPage(visit: Visit): Promise<Response> {
  const house = await openHouse(visit.ground);
  const { reader } = visit;
  const words = say(directoryMessages, reader);
  const { filters } = readFilters(visit.url.searchParams);
  const result = search(house.catalogue, filters, visit.now);
  const crumbs = [
    { label: words.home, href: '/' },
    { label: listTitle({ result, reader }), href: listAddress('/lieux', filters) },
    { label: words.allChoices },
  ];
  return await visit.page(
    { title: words.allChoices, crumbs, robots: 'noindex', easyToRead: true },
    <div class="flow">
      <h1>{words.allChoices}</h1>
      <p>{listTitle({ result, reader })}</p>
      <FilterForm
        filters={filters}
        selection={result.selection}
        reader={reader}
        action="/lieux"
        hasCentre={result.centre !== null}
        scope="all"
      />
    </div>,
    { maxAge: labelMaxAge },
  );
}

function canonicalPath({ centre, epci }: SearchResult): string {
  if (centre) return `/lieux/commune/${centre.insee}`;
  return epci ? `/lieux/epci/${epci.siren}` : '/lieux';
}

function mapOf(house: House, result: SearchResult, shown: readonly Found[], first: number, visit: Visit) {
  const { geometry } = house;
  const { centre } = result;
  const radiusKm = result.selection.radiusKm ?? usualRadiusKm;
  const around = centre && surroundingsOf(house, centre, radiusKm);
  if (!geometry || !around) return null;
  const markers = shown.flatMap(({ place, km }, index) => {
    const [at] = place.points;
    if (!at || km === null || km > radiusKm * 1.1) return [];
    const [x, y] = geometry.project(at.lat, at.lon);
    const open = house.catalogue.evaluation(place, visit.now).state === 'open';
    return [{ number: first + index + 1, x, y, open }];
  });
  return (
    <NearMap
      map={around.map}
      unitsPerKm={geometry.unitsPerKm}
      centre={{ name: centre.name, ...around.centre }}
      radiusKm={radiusKm}
      markers={markers}
      towns={around.towns}
      approximate={geometry.approximate}
      reader={visit.reader}
    />
  );
}

/** What to give up to see places again: each filter alone, then all; the widest first. */
function widerChoices(visit: Visit, house: House, filters: Filters) {
  const { reader, now } = visit;
  const choices = activeFilters(filters).map(filter => ({
    label: filterLabel(filter.param, filter.value, reader),
    filters: filter.without,
  }));
  if (choices.length > 1)
    choices.push({ label: say(directoryMessages, reader).active, filters: withoutFilters(filters) });
  return choices
    .map(choice => ({ ...choice, count: search(house.catalogue, choice.filters, now).found.length }))
    .filter(choice => choice.count > 0)
    .sort((a, b) => b.count - a.count)
    .slice(0, 3);
}

function nearestPlaces(visit: Visit, house: House, result: SearchResult) {
  const { filters } = readFilters(new URLSearchParams());
  const anywhere = search(
    house.catalogue,
    { ...filters, commune: result.centre?.insee ?? null, radius: 50 },
    visit.now,
  );
  return anywhere.found
    .slice(0, 3)
    .map(entry => showPlace(house, entry.place, entry.km, visit.reader, visit.now));
}

/** The same list elsewhere: map, exports, print. */
export function listAddress(path: string, filters: Filters): string {
  const query = String(writeFilters({ ...filters, page: 1 }));
  return query ? `${path}?${query}` : path;
}
