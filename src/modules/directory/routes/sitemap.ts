import type { Route, Visit } from '../../../core/http/route.ts';
import { readFilters } from '../domain/filters.ts';
import { placesToExport } from '../exporting.ts';
import { openHouse } from '../house.ts';
import { escapeXml } from '../pages/xml.ts';
import { everybodyMayReadPlaces } from '../policy.ts';

/** Most addresses that search engines read in one file (sitemaps.org). */
const mostAddresses = 50_000;

export const sitemapRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/sitemap.xml',
    policy: everybodyMayReadPlaces,
    reach: { exempt: 'lu par les moteurs de recherche, annoncé dans robots.txt' },
    handle: sitemap,
  },
];

async function sitemap(visit: Visit): Promise<Response> {
  const house = await openHouse(visit.ground);
  const { filters } = readFilters(new URLSearchParams());
  const { places } = placesToExport(house, filters, visit.now);
  const communes = [...new Set(places.flatMap(listed => listed.communes))].sort();
  const epcis = new Set(communes.flatMap(insee => house.communes.get(insee)?.epci ?? []));
  const addresses: { path: string; changed?: Date }[] = [
    ...['/', '/lieux', '/lieux/donnees'].map(path => ({ path })),
    ...house.communes.epcis
      .filter(({ siren }) => epcis.has(siren))
      .map(({ siren }) => ({ path: `/lieux/epci/${siren}` })),
    ...communes.map(insee => ({ path: `/lieux/commune/${insee}` })),
    ...places.map(({ place }) => ({ path: `/lieux/${place.slug}`, changed: place.changedAt })),
  ];
  const lines = addresses.slice(0, mostAddresses).map(({ path, changed }) => {
    const modified = changed ? `<lastmod>${changed.toISOString()}</lastmod>` : '';
    return `<url><loc>${escapeXml(visit.origin + path)}</loc>${modified}</url>`;
  });
  return new Response(
    `<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${lines.join('\n')}\n</urlset>\n`,
    {
      headers: {
        'Content-Type': 'application/xml; charset=utf-8',
        'Cache-Control': 'public, max-age=3600',
      },
    },
  );
}
