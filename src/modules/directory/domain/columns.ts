import { facetValues } from './filters.ts';

/** What the choice among places looks at; the rest of a place is only for showing. */
export interface Selectable {
  /** Numbers of the codes the place holds, see filters.ts. */
  values: readonly number[];
  itinerant: boolean;
  accessible: boolean;
  /** Open on Saturday, open after 18:00. */
  saturday: boolean;
  evening: boolean;
  /** Communes where it can be met: its own, and those of its stops. */
  communes: readonly string[];
  /** Points where it can be met: its own, and those of its stops; degrees. */
  points: readonly { lat: number; lon: number }[];
}

/** A yes or no of a place, one bit each. */
export const flag = { itinerant: 1, accessible: 2, saturday: 4, evening: 8 } as const;

/**
 * The places side by side, one row a place, one column a property: a choice among 20,000 then reads a few
 * runs of memory rather than 20,000 objects scattered in it, which is several times slower.
 * The values of row `n` are those from `valuesFrom[n]` to `valuesFrom[n + 1]`; communes and points likewise.
 */
export interface Columns<Place extends Selectable = Selectable> {
  places: readonly Place[];
  flags: Uint8Array;
  valuesFrom: Uint32Array;
  values: Uint16Array;
  communesFrom: Uint32Array;
  communes: Uint16Array;
  /** Number of a commune in the column above. */
  communeNumber: ReadonlyMap<string, number>;
  pointsFrom: Uint32Array;
  lat: Float64Array;
  lon: Float64Array;
}

/** Lays the places side by side, in their order. */
export function columnsOf<Place extends Selectable>(places: readonly Place[]): Columns<Place> {
  if (facetValues.length > 0xffff) throw new Error('trop de codes pour une colonne');
  const communeNumber = new Map<string, number>();
  const numberOf = (insee: string) => {
    const number = communeNumber.get(insee) ?? communeNumber.size;
    communeNumber.set(insee, number);
    return number;
  };
  const from = (lengthOf: (place: Place) => number) => {
    const starts = new Uint32Array(places.length + 1);
    for (const [row, place] of places.entries()) starts[row + 1] = starts[row]! + lengthOf(place);
    return starts;
  };
  return {
    places,
    flags: Uint8Array.from(
      places,
      place =>
        (place.itinerant ? flag.itinerant : 0) |
        (place.accessible ? flag.accessible : 0) |
        (place.saturday ? flag.saturday : 0) |
        (place.evening ? flag.evening : 0),
    ),
    valuesFrom: from(({ values }) => values.length),
    values: Uint16Array.from(places.flatMap(({ values }) => values)),
    communesFrom: from(({ communes }) => communes.length),
    communes: Uint16Array.from(places.flatMap(({ communes }) => communes.map(numberOf))),
    communeNumber,
    pointsFrom: from(({ points }) => points.length),
    lat: Float64Array.from(places.flatMap(({ points }) => points.map(({ lat }) => lat))),
    lon: Float64Array.from(places.flatMap(({ points }) => points.map(({ lon }) => lon))),
  };
}
