import type { Child } from 'hono/jsx';
import { say } from '../../../core/i18n.ts';
import { ButtonLink, More } from '../../../core/ui/actions.tsx';
import { lines } from '../../../core/ui/easy.tsx';
import { Ask } from '../../../core/ui/forms.tsx';
import { Places, PlainList } from '../../../core/ui/lists.tsx';
import { Empty, HelpPanel, Notice } from '../../../core/ui/notices.tsx';
import type { Reader, Territory } from '../../../core/ui/site.ts';
import { activeFilters, type Filters, withoutFilters, writeFilters } from '../domain/filters.ts';
import { directoryMessages } from '../messages.ts';
import type { SearchResult } from '../searching.ts';
import { FilterForm } from './filter-form.tsx';
import { filterLabel } from './filter-label.ts';
import { placeLine, type ShownPlace } from './place-line.tsx';

/** Places on one page of the list. */
export const pageSize = 24;

export interface ListView {
  result: SearchResult;
  ignored: readonly string[];
  /** The places of this page, and the number of the first. */
  shown: readonly ShownPlace[];
  first: number;
  pages: number;
  /** « Mardi 24 novembre, 14 h 20 » */
  moment: string;
  map: Child | null;
  /** When nothing is found: what to give up, the widest first, and the nearest places. */
  widen: readonly { label: string; filters: Filters; count: number }[];
  nearest: readonly ShownPlace[];
  reader: Reader;
  territory: Territory;
}

/** Title of the list, in the words of the search. */
export function listTitle({ result, reader }: Pick<ListView, 'result' | 'reader'>): string {
  const words = say(directoryMessages, reader);
  if (result.centre) return words.placesNear(result.centre.name);
  return result.epci ? words.placesIn(result.epci.name) : words.placesTitle;
}

const address = (filters: Filters, path = '/lieux') => {
  const query = String(writeFilters(filters));
  return query ? `${path}?${query}` : path;
};

/** `/lieux`: the question, the filters, the places, a small map; never a dead end. */
export function ListPage(view: ListView) {
  const { result, reader, shown } = view;
  const words = say(directoryMessages, reader);
  const { filters } = result;
  return (
    <>
      <div class="flow">
        <h1>{listTitle(view)}</h1>
        {result.centreLabel ? <p class="lead">{lines(result.centreLabel, reader)}</p> : null}
        <Ask
          action="/lieux"
          name="q"
          label={isAboutCommune(result) ? words.changeCommune : words.question}
          value={searchedText(result)}
          button={words.searchButton}
          autocomplete="postal-code"
          search
        />
        <Notices view={view} />
        <More summary={words.choose} open={false}>
          <FilterForm
            filters={filters}
            selection={result.selection}
            reader={reader}
            action="/lieux"
            hasCentre={result.centre !== null}
            scope="usual"
          />
        </More>
        <Active result={result} reader={reader} />
      </div>
      {result.communes.length > 0 ? <Communes view={view} /> : null}
      {shown.length === 0 ? (
        <NoPlace view={view} />
      ) : (
        <div class="side after">
          <section aria-labelledby="liste">
            <h2 id="liste">{countWords(view)}</h2>
            <p class="mute small">{lines(`${orderWords(view)} ${view.moment}.`, reader)}</p>
            <Places
              places={shown.map((place, index) =>
                placeLine(place, reader, view.map ? view.first + index : undefined),
              )}
            />
            <Pager view={view} />
            <Unknown view={view} />
          </section>
          <div class="stick flow">
            {view.map}
            <PlainList
              lines={[
                <a href="/lieux/aide">{words.wizard}</a>,
                <a href={address({ ...filters, page: 1 }, '/lieux/carte')}>{words.mapLink}</a>,
                <a href={address({ ...filters, page: 1 }, '/lieux.pdf')}>{words.printList}</a>,
                <a href="/lieux/proposer">{words.proposePlace}</a>,
              ]}
            />
          </div>
        </div>
      )}
    </>
  );
}

/** The words, when there are some, were all the name of a commune. */
const isAboutCommune = ({ centre, found }: SearchResult) => centre !== null && !found[0]?.score;

function searchedText({ filters, centre }: SearchResult): string {
  if (filters.q) return filters.q;
  return centre ? `${centre.name}${centre.postalCodes[0] ? ` (${centre.postalCodes[0]})` : ''}` : '';
}

function countWords({ result, reader }: ListView): string {
  const words = say(directoryMessages, reader);
  const n = result.found.length;
  const { radiusKm } = result.selection;
  const isNear = radiusKm !== null && result.found.some(entry => entry.km !== null);
  return isNear ? words.countNear(n, radiusKm) : words.count(n);
}

function orderWords({ result, reader }: ListView): string {
  const words = say(directoryMessages, reader);
  if (result.filters.order === 'nom') return words.orderName;
  if (result.centre) return `${words.order} ${words.asTheCrow}`;
  return result.filters.q ? words.orderRank : words.orderName;
}

function Notices({ view: { result, ignored, reader } }: { view: ListView }) {
  const words = say(directoryMessages, reader);
  if (ignored.length > 0)
    return <Notice kind="warning" first={lines(words.ignored(ignored.join(', ')), reader)} />;
  if (result.guessed && result.centre)
    return <Notice kind="info" first={lines(words.guessed(result.filters.q, result.centre.name), reader)} />;
  if (result.precision === 'close' && result.found.length > 0) {
    return (
      <Notice kind="info" first={words.close}>
        {reader.falc ? <br /> : null}
        {words.closeText}
      </Notice>
    );
  }
  return null;
}

function Active({ result, reader }: { result: SearchResult; reader: Reader }) {
  const words = say(directoryMessages, reader);
  const active = activeFilters(result.filters);
  if (active.length === 0) return null;
  return (
    <div>
      <h2 class="sr">{words.active}</h2>
      <ul class="row">
        {active.map(filter => {
          const label = filterLabel(filter.param, filter.value, reader);
          return (
            <li>
              <a href={address(filter.without)} aria-label={words.remove(label)}>
                {label} ✕
              </a>
            </li>
          );
        })}
        {active.length > 1 ? (
          <li>
            <a href={address(withoutFilters(result.filters))}>{words.removeAll}</a>
          </li>
        ) : null}
      </ul>
    </div>
  );
}

function Communes({ view: { result, reader } }: { view: ListView }) {
  const words = say(directoryMessages, reader);
  const { filters } = result;
  return (
    <section class="after-s" aria-labelledby="communes">
      <h2 id="communes">{result.centre ? words.otherCommunes : words.communes}</h2>
      <PlainList
        lines={result.communes.map(hit => (
          <a href={address({ ...filters, q: '', commune: hit.formerInsee ?? hit.insee, page: 1 })}>
            {hit.label}
            {hit.postalCode ? ` (${hit.postalCode})` : ''}
          </a>
        ))}
      />
    </section>
  );
}

function Pager({ view: { result, first, shown, pages, reader } }: { view: ListView }) {
  const words = say(directoryMessages, reader);
  const { filters } = result;
  if (pages < 2 || shown.length === 0) return null;
  const now = Math.ceil(first / pageSize);
  return (
    <nav class="after-s" aria-label={words.pages}>
      <p class="row">
        {now > 1 ? (
          <a rel="prev" href={address({ ...filters, page: now - 1 })}>
            {words.previous}
          </a>
        ) : null}
        <span class="mute">{words.pageOf(now, pages)}</span>
        {now < pages ? (
          <ButtonLink kind="alt" href={address({ ...filters, page: now + 1 })}>
            {words.next}
          </ButtonLink>
        ) : null}
      </p>
    </nav>
  );
}

function Unknown({ view: { result, reader } }: { view: ListView }) {
  const words = say(directoryMessages, reader);
  const n = result.selection.unknownNow;
  if (n === 0) return null;
  const without = {
    ...result.filters,
    open: result.filters.open.filter(opening => opening !== 'maintenant'),
    page: 1,
  };
  return (
    <p class="after-s">
      <a href={address(without)}>
        {words.unknownNow(n)}
        {words.seeThem}
      </a>
    </p>
  );
}

function NoPlace({ view }: { view: ListView }) {
  const { result, reader, territory, widen, nearest } = view;
  const words = say(directoryMessages, reader);
  const hasFilters = activeFilters(result.filters).length > 0;
  return (
    <div class="side after">
      <div class="flow">
        <Empty
          title={hasFilters || !result.filters.q ? words.noPlace : words.noPlaceSearch(result.filters.q)}
        >
          <PlainList
            lines={widen.map(choice => (
              <a href={address(choice.filters)}>{words.widen(choice.label, choice.count)}</a>
            ))}
          />
          <p>
            <ButtonLink href="/lieux/aide">{words.wizard}</ButtonLink>
          </p>
        </Empty>
        <Unknown view={view} />
        {nearest.length > 0 ? (
          <section aria-labelledby="proches">
            <h2 id="proches">{result.centre ? words.nearest : words.others}</h2>
            <Places places={nearest.map(place => placeLine(place, reader))} />
          </section>
        ) : null}
      </div>
      <HelpPanel reader={reader} territory={territory} />
    </div>
  );
}
