import type { Route, Visit } from '../../../core/http/route.ts';
import { say } from '../../../core/i18n.ts';
import { numberText } from '../../../core/typography.ts';
import { meantCommune, searchCommunes } from '../domain/commune-search.ts';
import { explain } from '../domain/fragility/explaining.ts';
import { type House, openTerritory } from '../house.ts';
import { installedPlaces } from '../installed.ts';
import { indexMessages } from '../messages-index.ts';
import { Choropleth } from '../pages/choropleth.tsx';
import { AreaPage } from '../pages/commune-page.tsx';
import { TerritoryPage } from '../pages/territory-page.tsx';
import { anyoneMayReadPublishedIndex } from '../policy.ts';
import {
  certaintyOf,
  communeHref,
  compatLine,
  definitionOf,
  epciHref,
  explanationOf,
  figuresOf,
  labelOf,
  markOf,
  rankedCommunes,
  shownScore,
  sourcesOf,
} from '../presenting-index.ts';
import type { AreaScore } from '../store-index.ts';
import { findAdopted } from '../store-scenarios.ts';
import { travelOf } from '../travel-times.ts';

const policy = anyoneMayReadPublishedIndex;
/** Seconds a proxy may keep a page: help places nearby say whether they are open now. */
const maxAge = 60;

export const indexPageRoutes: readonly Route[] = [
  { method: 'GET', path: '/territoire', policy, reach: 'linked', handle: territoryPage },
  { method: 'GET', path: '/territoire/communes/:insee', policy, reach: 'linked', handle: communePage },
  { method: 'GET', path: '/territoire/epci/:siren', policy, reach: 'linked', handle: epciPage },
];

async function territoryPage(visit: Visit): Promise<Response> {
  const house = await openTerritory(visit.ground);
  const typed = visit.url.searchParams.get('q');
  const asked = typed === null ? null : lookFor(house, typed);
  if (asked && 'href' in asked) return visit.redirect(asked.href, 303);
  return await visit.kept(house.revision, () => drawTerritory(visit, house, asked));
}

type Asked = { typed: string; hits: { label: string; href: string }[] };

/** One commune is a place to go; several are a choice; none is said. */
function lookFor({ communes }: House, typed: string): Asked | { href: string } {
  const trimmed = typed.trim();
  if (trimmed === '') return { typed: '', hits: [] };
  const meant = meantCommune(communes, trimmed);
  if (meant.kind === 'one') return { href: communeHref(meant.hit.insee) };
  const hits = meant.kind === 'several' ? meant.hits : searchCommunes(communes, trimmed);
  return {
    typed: trimmed,
    hits: hits.map(({ insee, label, postalCode }) => ({
      label: postalCode ? `${label} (${postalCode})` : label,
      href: communeHref(insee),
    })),
  };
}

async function drawTerritory(visit: Visit, house: House, asked: Asked | null): Promise<Response> {
  const { reader, territory } = visit;
  const words = say(indexMessages, reader);
  const epci = house.communes.epci(visit.url.searchParams.get('epci') ?? '');
  const rows = rankedCommunes(house, epci?.siren);
  const { index, geometry } = house;
  const shown = new Set(rows.map(({ code }) => code));
  return await visit.page(
    {
      title: words.title,
      description: words.description,
      crumbs: [{ label: words.home, href: '/' }, { label: words.short }],
      ...(asked || epci ? { robots: 'noindex' } : { canonical: `${visit.origin}/territoire` }),
    },
    <TerritoryPage
      asked={asked}
      rows={rows}
      map={
        index && geometry ? (
          <Choropleth
            geometry={geometry}
            scores={new Map([...index.communes].filter(([code]) => shown.has(code)))}
            label={words.mapLabel(territory.inName)}
            hrefOf={communeHref}
            reader={reader}
          />
        ) : null
      }
      epci={epci}
      epcis={house.communes.epcis}
      incomplete={index?.summary.incomplete ?? 0}
      communes={index?.summary.communes ?? 0}
      definition={index ? definitionOf(index, reader) : ''}
      sources={sourcesOf(house)}
      reader={reader}
      territory={territory}
    />,
    { maxAge },
  );
}

async function communePage(visit: Visit): Promise<Response> {
  const house = await openTerritory(visit.ground);
  const found = house.communes.byCode(visit.params.insee ?? '');
  if (!found) return await visit.error(404);
  if (found.insee !== visit.params.insee) return visit.redirect(communeHref(found.insee), 301);
  return await visit.kept(house.revision, () => drawCommune(visit, house, found.insee));
}

async function drawCommune(visit: Visit, house: House, insee: string): Promise<Response> {
  const { reader } = visit;
  const words = say(indexMessages, reader);
  const commune = house.communes.get(insee)!;
  const epci = house.communes.epciOf(insee);
  const nearest = await nearestCounsellor(visit, house, insee);
  const former = [...house.communes.former.values()]
    .filter(({ presentInsee, name }) => presentInsee === insee && name !== null)
    .map(({ name }) => name!);
  const score = house.index?.communes.get(insee) ?? null;
  return await drawArea(visit, house, {
    name: commune.name,
    score,
    path: communeHref(insee),
    about: [
      commune.population === null
        ? ''
        : `${words.inhabitants(numberText(commune.population, reader.language))}.`,
      nearest ? words.counsellor(nearest.name, nearest.minutes) : '',
      epci ? (
        <>
          {words.partOf} : <a href={epciHref(epci.siren)}>{epci.name}</a>
        </>
      ) : (
        ''
      ),
      former.length > 0 ? words.formerly(former.join(', ')) : '',
    ],
    noScore: commune.home ? words.noScore : words.outside,
    figures: figuresOf(house, insee, score, reader),
    links: [
      ...(score
        ? [
            { href: `/territoire/comparer?c=${insee}`, label: words.compareThis },
            { href: `${communeHref(insee)}/fiche.pdf`, label: words.print },
          ]
        : []),
      { href: '/territoire/methode', label: words.methodLink },
    ],
    communes: [],
    communesCaption: '',
    insee,
  });
}

/** The nearest place of the adopted plan, and the way there in minutes; null without a plan or a point. */
async function nearestCounsellor(visit: Visit, house: House, insee: string) {
  const adopted = await visit.read(findAdopted);
  const places = installedPlaces(house);
  const here = places.findIndex(({ code }) => code === insee);
  if (!adopted?.result || here < 0) return null;
  const time = await travelOf(visit.ground, adopted.problem.matrix, places);
  const open = new Set(adopted.result.open);
  const ways = places
    .flatMap(({ code, name }, site) => (open.has(code) ? [{ name, minutes: time(here, site) / 10 }] : []))
    .sort((a, b) => a.minutes - b.minutes);
  return ways[0] ?? null;
}

async function epciPage(visit: Visit): Promise<Response> {
  const house = await openTerritory(visit.ground);
  const epci = house.communes.epci(visit.params.siren ?? '');
  if (!epci) return await visit.error(404);
  return await visit.kept(house.revision, async () => {
    const { reader } = visit;
    const words = say(indexMessages, reader);
    const members = house.communes.members(epci.siren);
    const home = members.filter(commune => commune.home);
    const persons = home.reduce((sum, { population }) => sum + (population ?? 0), 0);
    return await drawArea(visit, house, {
      name: epci.name,
      score: house.index?.epcis.get(epci.siren) ?? null,
      path: epciHref(epci.siren),
      about: [
        `${words.inhabitants(numberText(persons, reader.language))}. ${words.memberCount(home.length, members.length)}`,
      ],
      noScore: words.noScore,
      figures: [],
      links: [{ href: '/territoire/methode', label: words.methodLink }],
      communes: rankedCommunes(house, epci.siren),
      communesCaption: words.tableOf(epci.name),
      insee: null,
    });
  });
}

interface Area {
  name: string;
  path: string;
  score: AreaScore | null;
  about: Parameters<typeof AreaPage>[0]['about'];
  noScore: string;
  figures: Parameters<typeof AreaPage>[0]['figures']['rows'];
  links: { href: string; label: string }[];
  communes: ReturnType<typeof rankedCommunes>;
  communesCaption: string;
  /** Null for an intercommunalité. */
  insee: string | null;
}

/** What the other houses know of a commune: places of help, counsellors. */
async function panelsOf(visit: Visit, insee: string | null) {
  if (insee === null) return null;
  return await Promise.all(visit.ground.modules.map(({ panels }) => panels?.commune?.(visit, insee)));
}

async function drawArea(visit: Visit, house: House, area: Area): Promise<Response> {
  const { reader } = visit;
  const { index } = house;
  const { score } = area;
  const words = say(indexMessages, reader);
  const isEpci = area.communes.length > 0;
  return await visit.page(
    {
      title: `${area.name}, ${words.short}`,
      crumbs: [
        { label: words.home, href: '/' },
        { label: words.short, href: '/territoire' },
        { label: area.name },
      ],
      canonical: `${visit.origin}${area.path}`,
    },
    <AreaPage
      name={area.name}
      about={area.about.filter(Boolean)}
      score={score && shownScore(score, area.name, area.path)}
      noScore={area.noScore}
      of={(isEpci ? index?.epcis : index?.communes)?.size ?? 0}
      certainty={index && score && certaintyOf(index, score, reader)}
      explanation={index && score ? explanationOf({ index }, score, area.name, visit) : []}
      compat={compatLine(house, area.insee, reader)}
      missing={
        score && score.imputed.length > 0
          ? words.notPublishedRange(score.imputed.length, index!.definition.indicators.length)
          : null
      }
      mean={markOf(index?.mean ?? 0)}
      parts={
        index && score
          ? explain(score, index.mean).parts.map(({ id, tenths }) => ({ label: labelOf(id, reader), tenths }))
          : []
      }
      figures={{ heading: words.figures, rows: area.figures }}
      links={area.links}
      communes={area.communes}
      communesCaption={area.communesCaption}
      panels={await panelsOf(visit, area.insee)}
      sources={sourcesOf(house)}
      definition={index ? definitionOf(index, reader) : ''}
      reader={reader}
    />,
    { maxAge },
  );
}
