import fc from 'fast-check';
import { expect, it } from 'vitest';
import { columnsOf, type Selectable } from './columns.ts';
import { facetValueNumber, facetValues, readFilters } from './filters.ts';
import { type Selection, select, stateNumber } from './selection.ts';

const gratuit = facetValueNumber.get('frais=gratuit')!;
const payant = facetValueNumber.get('frais=payant')!;
const libraries = facetValueNumber.get('type=BIB')!;

interface Tried extends Selectable {
  state: keyof typeof stateNumber;
}

const places = fc.array(
  fc.record<Tried>({
    values: fc.uniqueArray(fc.constantFrom(gratuit, payant, libraries)),
    itinerant: fc.boolean(),
    accessible: fc.boolean(),
    saturday: fc.boolean(),
    evening: fc.boolean(),
    communes: fc.uniqueArray(fc.constantFrom('40088', '40192'), { minLength: 1 }),
    points: fc.array(fc.record({ lat: fc.constantFrom(43.7, 44.3), lon: fc.constant(-1) }), { maxLength: 2 }),
    state: fc.constantFrom('open', 'closed', 'unknown'),
  }),
  { maxLength: 12 },
);

const chosen = (query: string, tried: readonly Tried[], centre: { lat: number; lon: number } | null = null) =>
  select(columnsOf(tried), readFilters(new URLSearchParams(query)).filters, {
    states: Uint8Array.from(tried, ({ state }) => stateNumber[state]),
    centre,
    communesOfEpci: null,
    scores: null,
    order: null,
  });

const placesOf = ({ found }: Selection) => found.map(({ place }) => place);

it('keeps the places that meet every group, by any value of a group', () => {
  fc.assert(
    fc.property(places, tried => {
      const isAsked = ({ values, state, itinerant }: Tried) =>
        (values.includes(gratuit) || values.includes(payant)) && state === 'open' && itinerant;
      expect(placesOf(chosen('frais=gratuit&frais=payant&ouvert=maintenant&itinerant=1', tried))).toEqual(
        tried.filter(isAsked),
      );
    }),
  );
});

it('announces for each choice the number of places that it then shows', () => {
  fc.assert(
    fc.property(places, tried => {
      const before = chosen('type=BIB&ouvert=samedi', tried);
      expect(before.counts[gratuit]).toBe(chosen('type=BIB&ouvert=samedi&frais=gratuit', tried).found.length);
      expect(before.itinerantCount).toBe(chosen('type=BIB&ouvert=samedi&itinerant=1', tried).found.length);
      expect(before.accessibleCount).toBe(chosen('type=BIB&ouvert=samedi&accessible=1', tried).found.length);
      expect(before.openCounts.soir).toBe(chosen('type=BIB&ouvert=soir', tried).found.length);
      expect(before.openCounts.maintenant).toBe(chosen('type=BIB&ouvert=maintenant', tried).found.length);
    }),
  );
  expect(chosen('', []).counts).toHaveLength(facetValues.length);
});

it('counts apart the places left out because nobody knows whether they are open', () => {
  fc.assert(
    fc.property(places, tried => {
      expect(chosen('ouvert=maintenant&frais=gratuit', tried).unknownNow).toBe(
        tried.filter(({ values, state }) => state === 'unknown' && values.includes(gratuit)).length,
      );
    }),
  );
});

it('looks around the centre, the nearest point of a place counting, and keeps the places of the commune', () => {
  fc.assert(
    fc.property(places, tried => {
      const selection = chosen('commune=40088&rayon=20', tried, { lat: 43.7, lon: -1 });
      const isNear = ({ points, communes }: Tried) =>
        points.some(({ lat }) => lat === 43.7) || communes.includes('40088');
      expect(placesOf(selection)).toEqual(tried.filter(isNear));
      for (const { place, km } of selection.found) {
        const { points } = place;
        if (points.length === 0) expect(km).toBeNull();
        else if (points.some(({ lat }) => lat === 43.7)) expect(km).toBe(0);
        else expect(km).toBeCloseTo(66.7, 1);
      }
    }),
  );
});
