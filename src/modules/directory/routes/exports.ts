import { createHash } from 'node:crypto';
import { toCsvLine } from '../../../core/csv.ts';
import { matches, withAside } from '../../../core/http/answer.ts';
import type { Route, Visit } from '../../../core/http/route.ts';
import { attributionOf } from '../../../core/territory-settings.ts';
import type { ListedPlace } from '../catalogue.ts';
import { readFilters } from '../domain/filters.ts';
import {
  standardCsvHeader,
  toGeoJsonFeature,
  toStandardCsvLine,
  toStandardJson,
} from '../domain/standard/export.ts';
import { LANDES_COLUMNS, toLandesRow } from '../domain/standard/landes-config.ts';
import { openLicence } from '../domain/standard/licence.ts';
import { exportedPlace, placesToExport } from '../exporting.ts';
import { type House, openHouse } from '../house.ts';
import { escapeXml } from '../pages/xml.ts';
import { everybodyMayReadPlaces } from '../policy.ts';
import { communeName } from '../presenting.ts';
import { findNewestChange } from '../store/changes.ts';

/** One way of writing the places in a file. */
interface Format {
  type: string;
  /** Name of the file saved; absent when a browser may show it. */
  fileName?: string;
  opening: string;
  between: string;
  closing: string;
  line(house: House, listed: ListedPlace): string;
}

const standardCsv = (forSpreadsheet: boolean): Format => ({
  type: 'text/csv; charset=utf-8',
  fileName: forSpreadsheet ? 'lieux-tableur.csv' : 'lieux.csv',
  // Spreadsheets take a file without this mark for Windows-1252.
  opening: (forSpreadsheet ? '\ufeff' : '') + standardCsvHeader(),
  between: '',
  closing: '',
  line: (house, listed) => toStandardCsvLine(exportedPlace(house, listed), forSpreadsheet),
});

const standardJson: Format = {
  type: 'application/json; charset=utf-8',
  opening: '[\n',
  between: ',\n',
  closing: '\n]\n',
  line: (house, listed) => JSON.stringify(toStandardJson(exportedPlace(house, listed))),
};

const geoJson = (attribution: string): Format => ({
  type: 'application/geo+json; charset=utf-8',
  opening: `{"type":"FeatureCollection","license":${JSON.stringify(openLicence.name)},"attribution":${JSON.stringify(attribution)},"features":[\n`,
  between: ',\n',
  closing: '\n]}\n',
  line: (house, listed) => JSON.stringify(toGeoJsonFeature(exportedPlace(house, listed))),
});

const landesCsv: Format = {
  type: 'text/csv; charset=utf-8',
  fileName: 'landes-config.csv',
  opening: toCsvLine(LANDES_COLUMNS),
  between: '',
  closing: '',
  line: (house, listed) => toCsvLine(toLandesRow(exportedPlace(house, listed))),
};

const linked = { method: 'GET', policy: everybodyMayReadPlaces, reach: 'linked' } as const;

export const exportRoutes: readonly Route[] = [
  {
    ...linked,
    path: '/lieux.csv',
    handle: visit => sendPlaces(visit, standardCsv(visit.url.searchParams.get('tableur') === '1')),
  },
  { ...linked, path: '/lieux.json', handle: visit => sendPlaces(visit, standardJson) },
  {
    ...linked,
    path: '/lieux.geojson',
    handle: visit => sendPlaces(visit, geoJson(attributionOf(visit.ground))),
  },
  { ...linked, path: '/donnees/landes-config.csv', handle: visit => sendPlaces(visit, landesCsv) },
  { ...linked, path: '/lieux.atom', handle: sendFeed },
];

/** Anybody may read from any site, and finds the licence without opening the file. */
function openHeaders(visit: Visit): Headers {
  return new Headers({
    'Access-Control-Allow-Origin': '*',
    'Access-Control-Expose-Headers': 'ETag, Last-Modified, Link, Content-Disposition',
    'Cache-Control': 'public, max-age=60',
    Link: `<${openLicence.url}>; rel="license", <${visit.origin}/lieux/donnees>; rel="describedby"`,
  });
}

/** Headers of a conditional answer, and whether the reader has it already. */
async function conditional(visit: Visit, mark: string, dated: boolean) {
  const headers = openHeaders(visit);
  const asked = createHash('sha256')
    .update(`${visit.origin}${visit.url.pathname}${visit.url.search} ${mark}`)
    .digest('base64url');
  const tag = `W/"${asked.slice(0, 27)}"`;
  headers.set('ETag', tag);
  const newest = dated ? await findNewestChange(visit.ground.database) : null;
  if (newest) headers.set('Last-Modified', newest.toUTCString());
  const known = visit.headers.get('If-None-Match');
  const since = Date.parse(visit.headers.get('If-Modified-Since') ?? '');
  // RFC 9110 §13.2.2: the tag wins; dates have no smaller unit than the second.
  const isFresh =
    known === null
      ? newest !== null && Math.floor(newest.getTime() / 1000) * 1000 <= since
      : matches(known, tag);
  return { headers, isFresh };
}

async function sendPlaces(visit: Visit, format: Format): Promise<Response> {
  const house = await openHouse(visit.ground);
  const { filters } = readFilters(visit.url.searchParams);
  const { places, mark } = placesToExport(house, filters, visit.now);
  const { headers, isFresh } = await conditional(visit, mark, !filters.open.includes('maintenant'));
  if (isFresh) return new Response(null, { status: 304, headers });
  headers.set('Content-Type', format.type);
  if (format.fileName) headers.set('Content-Disposition', `attachment; filename="${format.fileName}"`);
  return withAside(new Response(written(house, places, format), { headers }), { streamed: true });
}

/** Places turned into text at a time: enough to keep the network busy, little enough to stay flat in memory. */
const slice = 250;

function written(
  house: House,
  places: readonly ListedPlace[],
  { opening, between, closing, line }: Format,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let done = 0;
  return new ReadableStream(
    {
      pull(controller) {
        const next = places.slice(done, done + slice);
        const start = done === 0 ? opening : next.length > 0 ? between : '';
        done += next.length;
        const isLast = done >= places.length;
        const lines = next.map(listed => line(house, listed)).join(between);
        controller.enqueue(encoder.encode(start + lines + (isLast ? closing : '')));
        if (isLast) controller.close();
      },
    },
    { highWaterMark: 2 },
  );
}

/** Entries of the feed. */
const feedSize = 100;

async function sendFeed(visit: Visit): Promise<Response> {
  const house = await openHouse(visit.ground);
  const { filters } = readFilters(visit.url.searchParams);
  const all = placesToExport(house, filters, visit.now);
  const { headers, isFresh } = await conditional(visit, all.mark, !filters.open.includes('maintenant'));
  if (isFresh) return new Response(null, { status: 304, headers });
  const newest = [...all.places]
    .sort((a, b) => b.place.changedAt.getTime() - a.place.changedAt.getTime() || (a.id < b.id ? -1 : 1))
    .slice(0, feedSize);
  headers.set('Content-Type', 'application/atom+xml; charset=utf-8');
  return new Response(feed(visit, house, newest), { headers });
}

function feed(visit: Visit, house: House, newest: readonly ListedPlace[]): string {
  const { origin, url, territory } = visit;
  const self = escapeXml(`${origin}${url.pathname}${url.search}`);
  const updated = newest[0]?.place.changedAt ?? new Date(0);
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr">
<id>${self}</id>
<title>${escapeXml(`Lieux d’aide ${territory.inName}\u00a0: ce qui change`)}</title>
<link rel="self" type="application/atom+xml" href="${self}"/>
<link rel="alternate" type="text/html" href="${escapeXml(origin)}/lieux"/>
<link rel="license" href="${openLicence.url}"/>
<author><name>${escapeXml(territory.publisher)}</name></author>
<rights>${escapeXml(attributionOf(visit.ground))}</rights>
<updated>${updated.toISOString()}</updated>
${newest.map(listed => entry(origin, house, listed)).join('\n')}
</feed>
`;
}

function entry(origin: string, house: House, { place }: ListedPlace): string {
  const where = `${place.name}, ${communeName(house, place)}`;
  const what = place.versionNo === 1 ? 'Nouveau lieu' : 'Fiche modifiée';
  return `<entry>
<id>urn:uuid:${place.id}</id>
<title>${escapeXml(where)}</title>
<link rel="alternate" type="text/html" href="${escapeXml(`${origin}/lieux/${place.slug}`)}"/>
<published>${place.createdAt.toISOString()}</published>
<updated>${place.changedAt.toISOString()}</updated>
<summary>${escapeXml(`${what}.${place.summary ? ` ${place.summary}` : ''}`)}</summary>
</entry>`;
}
