import { withAside } from '../../../core/http/answer.ts';
import { assetHref } from '../../../core/http/assets.ts';
import type { Route, Visit } from '../../../core/http/route.ts';
import { defineMessages, say } from '../../../core/i18n.ts';
import { noBreak as nb, numberText } from '../../../core/typography.ts';
import { Table } from '../../../core/ui/tables.tsx';
import { type Filters, readFilters } from '../domain/filters.ts';
import { type House, openHouse } from '../house.ts';
import { directoryMessages } from '../messages.ts';
import { type CommuneCount, MapObject, territorySvg } from '../pages/territory-map.tsx';
import { everybodyMayReadPlaces } from '../policy.ts';
import { search } from '../searching.ts';
import { labelMaxAge, listAddress } from './list.tsx';

const mapMessages = defineMessages({
  fr: {
    title: 'Carte des lieux d’aide',
    lead: 'Le nombre de lieux par commune. La liste sous la carte dit la même chose.',
    label:
      'Carte du territoire : le nombre de lieux d’aide de chaque commune. La liste sous la carte dit la même chose.'.replace(
        ' :',
        `${nb}:`,
      ),
    caption: `Un disque par commune, d’autant plus grand qu’il y a de lieux. Vert${nb}: au moins un lieu ouvert maintenant.`,
    table: 'Lieux par commune',
    commune: 'Commune',
    places: 'Lieux',
    open: 'Ouverts maintenant',
    titleOf: (name: string, n: number) =>
      `${name}${nb}: ${n === 0 ? 'aucun lieu' : n === 1 ? '1 lieu' : `${numberText(n)} lieux`}`,
    toList: 'Revenir à la liste',
    toCoverage: 'Voir la couverture du territoire',
  },
  en: {
    title: 'Map of help places',
    lead: 'The number of places in each town. The list below the map says the same.',
    label:
      'Map of the territory: the number of help places in each town. The list below the map says the same.',
    caption: 'One disc per town, larger when there are more places. Green: at least one place is open now.',
    table: 'Places by town',
    commune: 'Town',
    places: 'Places',
    open: 'Open now',
    titleOf: (name: string, n: number) =>
      `${name}: ${n === 0 ? 'no place' : n === 1 ? '1 place' : `${numberText(n, 'en')} places`}`,
    toList: 'Back to the list',
    toCoverage: 'See the coverage of the territory',
  },
});

export const mapRoutes: readonly Route[] = [
  { method: 'GET', path: '/lieux/carte', policy: everybodyMayReadPlaces, reach: 'linked', handle: mapPage },
  {
    method: 'GET',
    path: '/carte.svg',
    policy: everybodyMayReadPlaces,
    reach: { exempt: 'dessin de la page de la carte' },
    handle: mapDrawing,
  },
];

async function countsOf(visit: Visit, house: House, filters: Filters): Promise<CommuneCount[]> {
  const { found } = search(house.catalogue, filters, visit.now);
  const byCommune = new Map<string, { count: number; open: number }>();
  for (const { place } of found) {
    const so = byCommune.get(place.place.communeInsee) ?? { count: 0, open: 0 };
    so.count++;
    if (house.catalogue.evaluation(place, visit.now).state === 'open') so.open++;
    byCommune.set(place.place.communeInsee, so);
  }
  const collator = new Intl.Collator('fr');
  return house.communes.all
    .filter(({ home, lat }) => home && lat !== null)
    .map(commune => {
      const [x, y] = house.geometry?.project(commune.lat!, commune.lon!) ?? [0, 0];
      const so = byCommune.get(commune.insee) ?? { count: 0, open: 0 };
      return {
        insee: commune.insee,
        name: commune.name,
        x,
        y,
        ...so,
        href: listAddress('/lieux', { ...filters, commune: commune.insee }),
      };
    })
    .sort((a, b) => collator.compare(a.name, b.name));
}

async function mapPage(visit: Visit): Promise<Response> {
  const house = await openHouse(visit.ground);
  const { filters } = readFilters(visit.url.searchParams);
  const words = say(mapMessages, visit.reader);
  const common = say(directoryMessages, visit.reader);
  const counts = (await countsOf(visit, house, filters)).filter(({ count }) => count > 0);
  const { geometry } = house;
  return await visit.page(
    {
      title: words.title,
      crumbs: [
        { label: common.home, href: '/' },
        { label: common.placesTitle, href: '/lieux' },
        { label: words.title },
      ],
    },
    <div class="flow">
      <h1>{words.title}</h1>
      <p class="lead">{words.lead}</p>
      <p class="row">
        <a href={listAddress('/lieux', filters)}>{words.toList}</a>
        <a href="/lieux/couverture">{words.toCoverage}</a>
      </p>
      <div class="side">
        {geometry ? (
          <MapObject
            href={listAddress('/carte.svg', filters)}
            label={words.label}
            width={geometry.width}
            height={geometry.height}
            caption={`${words.caption}${geometry.approximate ? ` ${common.approximate}` : ''}`}
          />
        ) : null}
        <Table
          tight
          id="communes"
          caption={words.table}
          columns={[
            { title: words.commune },
            { title: words.places, numeric: true },
            { title: words.open, numeric: true },
          ]}
          rows={counts.map(count => [
            <a href={count.href}>{count.name}</a>,
            numberText(count.count),
            numberText(count.open),
          ])}
        />
      </div>
    </div>,
    { maxAge: labelMaxAge, contentPolicy: { objectSrc: "'self'" } },
  );
}

async function mapDrawing(visit: Visit): Promise<Response> {
  const house = await openHouse(visit.ground);
  if (!house.geometry) return await visit.error(404);
  const words = say(mapMessages, visit.reader);
  const { filters } = readFilters(visit.url.searchParams);
  const counts = await countsOf(visit, house, filters);
  const svg = territorySvg({
    geometry: house.geometry,
    counts,
    label: words.label,
    sheet: assetHref('airial.css'),
    titleOf: ({ name, count }) => words.titleOf(name, count),
  });
  return withAside(
    new Response(svg, {
      headers: {
        'Content-Type': 'image/svg+xml; charset=utf-8',
        'Cache-Control': `public, max-age=${labelMaxAge}`,
        Vary: 'Cookie',
      },
    }),
    { policy: { frameAncestors: "'self'" } },
  );
}
