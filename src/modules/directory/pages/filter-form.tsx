import type { Child } from 'hono/jsx';
import { say } from '../../../core/i18n.ts';
import { distanceText } from '../../../core/typography.ts';
import { Button } from '../../../core/ui/actions.tsx';
import { Select } from '../../../core/ui/forms.tsx';
import type { Reader } from '../../../core/ui/site.ts';
import {
  type FacetParam,
  type Filters,
  facets,
  facetValueNumber,
  type Opening,
  radii,
  writeFilters,
} from '../domain/filters.ts';
import type { Selection } from '../domain/selection.ts';
import { directoryMessages } from '../messages.ts';
import { vocabularies } from '../vocabulary.ts';
import { wordsOf } from './place-line.tsx';

interface FilterFormProps {
  filters: Filters;
  selection: Pick<Selection, 'counts' | 'openCounts' | 'itinerantCount' | 'accessibleCount'>;
  reader: Reader;
  action: string;
  /** A distance is only asked when there is a place to measure from. */
  hasCentre: boolean;
  /** `usual`: the three groups of the list, within its weight; `all`: the page of every choice. */
  scope: 'usual' | 'all';
}

const usualFacets: readonly FacetParam[] = ['service', 'acces'];

/** Every filter of the address, each with how many places it would show; a choice without any place cannot be pressed. */
export function FilterForm({ filters, selection, reader, action, hasCentre, scope }: FilterFormProps) {
  const words = say(directoryMessages, reader);
  const openWords: Record<Opening, string> = {
    maintenant: words.openNow,
    samedi: words.openSaturday,
    soir: words.openEvening,
  };
  const facet = (param: (typeof facets)[number]['param']) => (
    <FacetChoices param={param} filters={filters} selection={selection} reader={reader} />
  );
  const query = String(writeFilters({ ...filters, page: 1 }));
  return (
    <form class="cols c3" action={action}>
      {keptFields(filters, scope)}
      <fieldset>
        <legend>{words.when}</legend>
        {(Object.keys(openWords) as Opening[]).map(opening => (
          <Choice
            name="ouvert"
            value={opening}
            count={selection.openCounts[opening]}
            chosen={filters.open.includes(opening)}
          >
            {openWords[opening]}
          </Choice>
        ))}
      </fieldset>
      <fieldset>
        <legend>{words.what}</legend>
        {facet('service')}
      </fieldset>
      <fieldset>
        <legend>{words.access}</legend>
        <Choice name="itinerant" value="1" count={selection.itinerantCount} chosen={filters.itinerant}>
          {words.itinerant}
        </Choice>
        <Choice name="accessible" value="1" count={selection.accessibleCount} chosen={filters.accessible}>
          {words.accessible}
        </Choice>
        {facet('acces')}
      </fieldset>
      {facets
        .filter(({ param }) => scope === 'all' && !usualFacets.includes(param))
        .map(({ param }) => (
          <fieldset>
            <legend>{words[`facet_${param}` as 'facet_type']}</legend>
            {facet(param)}
          </fieldset>
        ))}
      <div>
        {hasCentre ? (
          <Select
            name="rayon"
            label={words.radius}
            value={filters.radius ? String(filters.radius) : ''}
            options={[
              { value: '', label: words.radiusUsual },
              ...radii.map(km => ({ value: String(km), label: distanceText(km, reader.language) })),
            ]}
          />
        ) : null}
        <Select
          name="tri"
          label={words.sort}
          value={filters.order ?? ''}
          options={[
            { value: '', label: words.sortUsual },
            ...(hasCentre ? [{ value: 'distance', label: words.sortDistance }] : []),
            { value: 'nom', label: words.sortName },
            { value: 'maj', label: words.sortUpdate },
          ]}
        />
      </div>
      <p class="row">
        <Button kind="alt">{words.show}</Button>
        {scope === 'usual' ? <a href={`/lieux/filtres${query ? `?${query}` : ''}`}>{words.more}</a> : null}
      </p>
    </form>
  );
}

/** The search itself, and the choices in force that this form does not show. */
function keptFields(filters: Filters, scope: FilterFormProps['scope']): Child {
  const kept: [string, string | null][] = [
    ['q', filters.q],
    ['commune', filters.commune],
    ['epci', filters.epci],
    ...facets
      .filter(({ param }) => scope === 'usual' && !usualFacets.includes(param))
      .flatMap(({ param }) => filters.chosen[param].map((code): [string, string] => [param, code])),
  ];
  return kept
    .filter(([, value]) => value)
    .map(([name, value]) => <input type="hidden" name={name} value={value!} />);
}

interface ChoiceProps {
  name: string;
  value: string;
  count: number;
  chosen: boolean;
  children: Child;
}

function Choice({ name, value, count, chosen, children }: ChoiceProps) {
  return (
    <label class="opt">
      <input type="checkbox" name={name} value={value} checked={chosen} disabled={count === 0 && !chosen} />
      <span>
        {children} <span class="mute">({count})</span>
      </span>
    </label>
  );
}

/** Long vocabularies show what exists here; short ones show everything. */
const longest = 12;

function FacetChoices({
  param,
  filters,
  selection,
  reader,
}: { param: (typeof facets)[number]['param'] } & Pick<FilterFormProps, 'filters' | 'selection' | 'reader'>) {
  const { vocabulary } = facets.find(facet => facet.param === param)!;
  const terms = vocabularies[vocabulary].map(term => ({
    code: term.code as string,
    count: selection.counts[facetValueNumber.get(`${param}=${term.code}`)!]!,
    chosen: filters.chosen[param].includes(term.code),
  }));
  const shown = terms.length > longest ? terms.filter(term => term.count > 0 || term.chosen) : terms;
  return shown.map(term => (
    <Choice name={param} value={term.code} count={term.count} chosen={term.chosen}>
      {wordsOf(vocabulary, term.code, reader)}
    </Choice>
  ));
}
