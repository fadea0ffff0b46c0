import type { Route, Visit } from '../../../core/http/route.ts';
import { say } from '../../../core/i18n.ts';
import { dayInParis } from '../../../core/typography.ts';
import { readCoverage } from '../covering.ts';
import { type AreaCoverage, type Coverage, coverageCsv } from '../domain/coverage.ts';
import { openHouse } from '../house.ts';
import { directoryMessages } from '../messages.ts';
import { CoveragePage, coverageMessages } from '../pages/coverage-page.tsx';
import { wordsOf } from '../pages/place-line.tsx';
import { everybodyMayReadPlaces } from '../policy.ts';
import { isCode, kinds, services } from '../vocabulary.ts';

const path = '/lieux/couverture';

/** Figures change with the places and with the day; a proxy may keep them a minute. */
const maxAge = 60;

export const coverageRoutes: readonly Route[] = [
  { method: 'GET', path, policy: everybodyMayReadPlaces, reach: 'linked', handle: coveragePage },
  {
    method: 'GET',
    path: `${path}.csv`,
    policy: everybodyMayReadPlaces,
    reach: { exempt: 'tableau à télécharger, lié depuis la page de couverture' },
    handle: coverageFile,
  },
];

interface Asked {
  level: 'departement' | 'epci' | 'commune';
  epci: string | null;
  service: string | null;
}

/** Unknown values are left aside: the page then shows what it shows by default. */
function readAsked(visit: Visit, siren: (code: string) => boolean): Asked {
  const params = visit.url.searchParams;
  const level = params.get('niveau');
  const epci = params.get('epci') ?? '';
  const service = params.get('service') ?? '';
  return {
    level: level === 'commune' || level === 'departement' ? level : 'epci',
    epci: siren(epci) ? epci : null,
    service: isCode('services', service) ? service : null,
  };
}

function address(to: string, { level, epci, service }: Asked): string {
  const query = new URLSearchParams();
  if (level !== 'epci') query.set('niveau', level);
  if (epci && level === 'commune') query.set('epci', epci);
  if (service) query.set('service', service);
  return query.size > 0 ? `${to}?${query}` : to;
}

async function coveragePage(visit: Visit): Promise<Response> {
  const { catalogue, communes } = await openHouse(visit.ground);
  const { reader } = visit;
  const words = say(coverageMessages, reader);
  const common = say(directoryMessages, reader);
  const read = readAsked(visit, code => communes.epci(code) !== null);
  const asked: Asked & { level: 'epci' | 'commune' } = {
    ...read,
    level: read.level === 'commune' ? 'commune' : 'epci',
  };
  const today = dayInParis(visit.now);
  const coverage = readCoverage(catalogue, asked.service, today);
  const within = asked.level === 'commune' ? asked.epci : null;
  const areaIn = ({ epcis, whole }: Coverage) => epcis.find(({ code }) => code === within) ?? whole;
  const area = areaIn(coverage);
  const title = area === coverage.whole ? words.title : words.titleOf(area.name);
  const communesOf = (siren: string) => address(path, { ...asked, level: 'commune', epci: siren });
  const rows =
    asked.level === 'epci'
      ? coverage.epcis.map(epci => ({ area: epci, href: communesOf(epci.code) }))
      : coverage.communes
          .filter(commune => commune.epci === within)
          .map(commune => ({ area: commune, href: `/lieux/commune/${commune.code}` }));
  return await visit.page(
    {
      title,
      crumbs: [
        { label: common.home, href: '/' },
        { label: common.placesTitle, href: '/lieux' },
        ...(area === coverage.whole ? [] : [{ label: words.title, href: path }]),
        { label: title },
      ],
      ...(asked.service ? { robots: 'noindex' } : { canonical: `${visit.origin}${address(path, asked)}` }),
    },
    <CoveragePage
      title={title}
      area={area}
      level={asked.level}
      rows={rows}
      choices={
        asked.level === 'commune' && !within
          ? coverage.epcis.map(epci => ({ name: epci.name, href: communesOf(epci.code) }))
          : null
      }
      services={services.map(({ code }) => ({
        label: wordsOf('services', code, reader, true),
        href: address(path, { ...asked, service: code }),
        count: areaIn(readCoverage(catalogue, null, today)).byService.get(code) ?? 0,
        area: areaIn(readCoverage(catalogue, code, today)),
      }))}
      kinds={[...area.byKind]
        .sort((a, b) => b[1] - a[1])
        .map(([code, count]) => ({ label: wordsOf('kinds', code, reader), count }))}
      whiteZones={within ? coverage.whiteZones.filter(zone => zone.epci === within) : coverage.whiteZones}
      service={
        asked.service
          ? {
              label: wordsOf('services', asked.service, reader, true),
              allHref: address(path, { ...asked, service: null }),
            }
          : null
      }
      communesCsvHref={address(`${path}.csv`, { ...asked, level: 'commune', epci: within })}
      csvHref={address(`${path}.csv`, asked)}
      otherLevel={
        asked.level === 'epci'
          ? { label: words.communesPage, href: address(path, { ...asked, level: 'commune' }) }
          : { label: words.back, href: address(path, { ...asked, level: 'epci' }) }
      }
      today={today}
      reader={reader}
    />,
    { maxAge },
  );
}

async function coverageFile(visit: Visit): Promise<Response> {
  const { catalogue, communes } = await openHouse(visit.ground);
  const asked = readAsked(visit, code => communes.epci(code) !== null);
  const coverage = readCoverage(catalogue, asked.service, dayInParis(visit.now));
  const areas: readonly AreaCoverage[] =
    asked.level === 'departement'
      ? [coverage.whole]
      : asked.level === 'epci'
        ? coverage.epcis
        : coverage.communes.filter(({ epci }) => !asked.epci || epci === asked.epci);
  const seen = new Set(areas.flatMap(({ byKind }) => [...byKind.keys()]));
  const text = coverageCsv(asked.level, areas, {
    services: services.map(({ code }) => code),
    kinds: kinds.map(({ code }) => code as string).filter(code => seen.has(code)),
  });
  return new Response(text, {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="couverture-${asked.level}.csv"`,
      'Cache-Control': `public, max-age=${maxAge}`,
      'Access-Control-Allow-Origin': '*',
    },
  });
}
