import { assetHref, serveAsset } from '../../../core/http/assets.ts';
import type { Route, Visit } from '../../../core/http/route.ts';
import { say } from '../../../core/i18n.ts';
import { readFilters } from '../domain/filters.ts';
import { openHouse } from '../house.ts';
import { dataMessages } from '../messages-data.ts';
import { EmbedPage } from '../pages/embed-page.tsx';
import { listTitle, pageSize } from '../pages/list-page.tsx';
import { everybodyMayReadPlaces } from '../policy.ts';
import { showPlace } from '../presenting.ts';
import { search } from '../searching.ts';
import { labelMaxAge, listAddress } from './list.tsx';

export const embedRoutes: readonly Route[] = [
  { method: 'GET', path: '/embed/lieux', policy: everybodyMayReadPlaces, reach: 'linked', handle: embedPage },
  {
    method: 'GET',
    path: '/embed/lieux.js',
    policy: everybodyMayReadPlaces,
    reach: { exempt: 'script appelé par les sites qui montrent la liste' },
    handle: loader,
  },
];

async function embedPage(visit: Visit): Promise<Response> {
  const house = await openHouse(visit.ground);
  const { filters } = readFilters(visit.url.searchParams);
  const { reader, now, territory } = visit;
  const result = search(house.catalogue, filters, now);
  const real = result.found.filter(({ place }) => !place.fictional);
  const title = listTitle({ result, reader });
  const shown = real.slice(0, pageSize).map(({ place, km }) => showPlace(house, place, km, reader, now));
  return await visit.page(
    {
      title: say(dataMessages, reader).embedTitle(title),
      crumbs: [],
      bare: true,
      robots: 'noindex',
      islands: ['embed-height.js'],
    },
    <EmbedPage
      title={title}
      shown={shown}
      total={real.length}
      list={listAddress('/lieux', filters)}
      origin={visit.origin}
      reader={reader}
      territory={territory}
    />,
    { maxAge: labelMaxAge, contentPolicy: { frameAncestors: visit.ground.config.embedOrigins } },
  );
}

/** The loader under an address that never changes: other sites keep it for years, browsers for an hour. */
async function loader(visit: Visit): Promise<Response> {
  const name = assetHref('embed-loader.js').replace('/assets/', '');
  const found = await serveAsset(name, visit.headers.get('Accept-Encoding') ?? '');
  const headers = new Headers(found.headers);
  if (found.ok) headers.set('Cache-Control', 'public, max-age=3600');
  return new Response(found.body, { status: found.status, headers });
}
