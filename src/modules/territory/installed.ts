import { sha256 } from './cli-files.ts';
import type { ScoredPlace } from './domain/plans/asked.ts';
import type { House } from './house.ts';

/** The communes of this installation as positioning sees them, by code: those that have a point. */
export function installedPlaces({
  communes,
  observations,
  index,
}: Pick<House, 'communes' | 'observations' | 'index'>): ScoredPlace[] {
  const rate = (id: string, code: string) => observations.get(id)?.byCommune.get(code)?.value ?? null;
  return communes.all.flatMap(({ insee, name, lat, lon, epci, population, home }) =>
    home && lat !== null && lon !== null
      ? [
          {
            code: insee,
            name,
            lat,
            lon,
            epci: epci ?? '',
            population: population ?? 0,
            age65Plus: rate('age_65_plus_pct', insee),
            lowDiploma: rate('low_or_no_diploma_15_plus_pct', insee),
            score: index?.communes.get(insee)?.value ?? null,
          },
        ]
      : [],
  );
}

/** The same as a table that anybody can give to `--data` and to `verify --instance`: the same bytes for the same data. */
export function installedTable(places: readonly ScoredPlace[]): { text: string; sha256: string } {
  const quoted = (text: string) => (/[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const header =
    'insee,nom,lat,lon,epci_siren,population,age_65_plus_pct,low_or_no_diploma_15_plus_pct,indice';
  const lines = places.map(place =>
    [
      place.code,
      quoted(place.name),
      place.lat,
      place.lon,
      place.epci,
      place.population,
      place.age65Plus ?? '',
      place.lowDiploma ?? '',
      place.score ?? '',
    ].join(','),
  );
  const text = `${[header, ...lines].join('\n')}\n`;
  return { text, sha256: sha256(text) };
}
