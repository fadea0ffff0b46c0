import { isCode, type VocabularyName, vocabularies } from '../vocabulary.ts';

/** The parameters of an address that choose among codes, and the property of a place each one reads. */
export const facets = [
  { param: 'service', vocabulary: 'services' },
  { param: 'public', vocabulary: 'publics' },
  { param: 'prise_en_charge', vocabulary: 'specialCare' },
  { param: 'frais', vocabulary: 'fees' },
  { param: 'acces', vocabulary: 'accessModes' },
  { param: 'accompagnement', vocabulary: 'supportModes' },
  { param: 'dispositif', vocabulary: 'programmes' },
  { param: 'label', vocabulary: 'trainings' },
  { param: 'type', vocabulary: 'kinds' },
] as const satisfies readonly { param: string; vocabulary: VocabularyName }[];

export type FacetParam = (typeof facets)[number]['param'];
export const openings = ['maintenant', 'samedi', 'soir'] as const;
export type Opening = (typeof openings)[number];
export const radii = [5, 10, 20, 25, 50] as const;
export const orders = ['distance', 'nom', 'maj'] as const;

/** What a list is asked to show; the address holds all of it. */
export interface Filters {
  q: string;
  commune: string | null;
  epci: string | null;
  radius: number | null;
  chosen: Readonly<Record<FacetParam, readonly string[]>>;
  open: readonly Opening[];
  itinerant: boolean;
  accessible: boolean;
  order: (typeof orders)[number] | null;
  page: number;
}

/** Longest search text read, in characters. */
const longestQuery = 100;

/**
 * Reads filters from an address. Never refuses: what is unknown is left out and named in `ignored`,
 * so that the page can say so.
 */
export function readFilters(query: URLSearchParams): { filters: Filters; ignored: string[] } {
  const ignored: string[] = [];
  const known = (param: string, accepts: (value: string) => boolean) => {
    const values = [...new Set(query.getAll(param).filter(value => value !== ''))];
    ignored.push(...values.filter(value => !accepts(value)).map(value => `${param}=${value.slice(0, 40)}`));
    return values.filter(accepts);
  };
  const chosen = Object.fromEntries(
    facets.map(({ param, vocabulary }) => [param, known(param, value => isCode(vocabulary, value))]),
  ) as Record<FacetParam, string[]>;
  const radius = known('rayon', value => radii.some(allowed => String(allowed) === value))[0];
  const filters: Filters = {
    q: (query.get('q') ?? query.get('ou') ?? '').replace(/\s+/g, ' ').trim().slice(0, longestQuery),
    commune: known('commune', value => /^\d[\dAB]\d{3}$/.test(value))[0] ?? null,
    epci: known('epci', value => /^\d{9}$/.test(value))[0] ?? null,
    radius: radius ? Number(radius) : null,
    chosen,
    open: known('ouvert', value => openings.includes(value as Opening)) as Opening[],
    itinerant: known('itinerant', value => value === '1').length > 0,
    accessible: known('accessible', value => value === '1').length > 0,
    order: (known('tri', value => orders.includes(value as never))[0] as Filters['order']) ?? null,
    page: Number(known('page', value => /^[1-9]\d{0,3}$/.test(value))[0] ?? 1),
  };
  return { filters, ignored };
}

/** The same filters as an address, in one fixed order: equal filters give equal addresses. */
export function writeFilters(filters: Filters): URLSearchParams {
  const query = new URLSearchParams();
  if (filters.q) query.append('q', filters.q);
  if (filters.commune) query.append('commune', filters.commune);
  if (filters.epci) query.append('epci', filters.epci);
  if (filters.radius) query.append('rayon', String(filters.radius));
  for (const { param } of facets) for (const value of filters.chosen[param]) query.append(param, value);
  for (const value of filters.open) query.append('ouvert', value);
  if (filters.itinerant) query.append('itinerant', '1');
  if (filters.accessible) query.append('accessible', '1');
  if (filters.order) query.append('tri', filters.order);
  if (filters.page > 1) query.append('page', String(filters.page));
  return query;
}

/** One filter in force, with the filters that remain once it is taken away. */
export interface ActiveFilter {
  param: string;
  value: string;
  without: Filters;
}

/** The filters in force that a person can take away one by one; the search itself (q, commune, EPCI) is not one. */
export function activeFilters(filters: Filters): ActiveFilter[] {
  const first = { ...filters, page: 1 };
  const active: ActiveFilter[] = facets.flatMap(({ param }) =>
    filters.chosen[param].map(value => ({
      param,
      value,
      without: {
        ...first,
        chosen: { ...filters.chosen, [param]: filters.chosen[param].filter(other => other !== value) },
      },
    })),
  );
  active.push(
    ...filters.open.map(value => ({
      param: 'ouvert',
      value,
      without: { ...first, open: filters.open.filter(other => other !== value) },
    })),
  );
  if (filters.itinerant)
    active.push({ param: 'itinerant', value: '1', without: { ...first, itinerant: false } });
  if (filters.accessible)
    active.push({ param: 'accessible', value: '1', without: { ...first, accessible: false } });
  if (filters.radius)
    active.push({ param: 'rayon', value: String(filters.radius), without: { ...first, radius: null } });
  return active;
}

/** The same search with no filter at all. */
export function withoutFilters(filters: Filters): Filters {
  return {
    ...filters,
    radius: null,
    chosen: readFilters(new URLSearchParams()).filters.chosen,
    open: [],
    itinerant: false,
    accessible: false,
    page: 1,
  };
}

/** Number of a code among all codes of all facets: places hold these numbers, counts are arrays. */
export const facetValues: readonly { param: FacetParam; code: string }[] = facets.flatMap(
  ({ param, vocabulary }) => vocabularies[vocabulary].map(term => ({ param, code: term.code as string })),
);
export const facetValueNumber: ReadonlyMap<string, number> = new Map(
  facetValues.map(({ param, code }, index) => [`${param}=${code}`, index]),
);
