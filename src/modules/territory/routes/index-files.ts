import type { Route, Visit } from '../../../core/http/route.ts';
import { openCsv, openRecord } from '../domain/fragility/open-data.ts';
import { type House, openTerritory } from '../house.ts';
import { anyoneMayReadPublishedIndex } from '../policy.ts';
import { sourcesOf } from '../presenting-index.ts';
import { findRunOf, type PublishedIndex, readIndex } from '../store-index.ts';
import { readObservations } from '../store-indicators.ts';

/** The files one may take; each name ends so. */
export const formats = [
  { suffix: '.csv', label: 'csv' },
  { suffix: '.fr.csv', label: 'csvFr' },
  { suffix: '.json', label: 'json' },
  { suffix: '.geojson', label: 'geojson' },
] as const;

/** `airial-1.v1.2019-09.csv`: definition, version, most recent year of the values it was computed from. */
export function fileName({ definition, summary }: PublishedIndex, suffix: string): string {
  return `${definition.id}.v${definition.version}.${latestVintage(summary.vintages)}${suffix}`;
}

const latestVintage = (vintages: Record<string, string>) => Object.values(vintages).sort().at(-1) ?? '';

export const indexFileRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/territoire/donnees/:file',
    policy: anyoneMayReadPublishedIndex,
    reach: { exempt: 'fichier à télécharger, lié depuis la page des données' },
    handle: indexFile,
  },
];

const attributionEnd = 'données sous Licence Ouverte 2.0, retravaillées par le projet Airial.';

async function indexFile(visit: Visit): Promise<Response> {
  const [, id, version, vintage, suffix] =
    /^([a-z0-9-]+)\.v(\d{1,4})\.(\d{4}(?:-\d{2})?)(\.csv|\.fr\.csv|\.json|\.geojson)$/.exec(
      visit.params.file ?? '',
    ) ?? [];
  if (!id || !version || !vintage || !suffix) return await visit.error(404);
  const house = await openTerritory(visit.ground);
  const shown = house.index;
  const index =
    shown && fileName(shown, suffix) === visit.params.file
      ? shown
      : await visit.read(async transaction => {
          const run = await findRunOf(transaction, { definition: id, version: Number(version), vintage });
          return run && (await readIndex(transaction, run));
        });
  if (!index) return await visit.error(404);
  return await visit.kept(`${house.revision} ${index.run}`, async () => {
    const observations =
      index === shown
        ? house.observations
        : await visit.read(transaction => readObservations(transaction, index.summary.vintages));
    const [type, body] = writtenIndex({ ...house, observations }, index, suffix);
    return new Response(body, {
      headers: {
        'Content-Type': type,
        'Content-Disposition': `attachment; filename="${visit.params.file}"`,
        'Cache-Control': 'public, max-age=3600',
        'Access-Control-Allow-Origin': '*',
      },
    });
  });
}

/** The open file of an index, and its type. */
export function writtenIndex(
  house: House,
  index: PublishedIndex,
  suffix: string,
): [type: string, body: string] {
  const { definition } = index;
  const records = [...index.communes.values()].map(score => {
    const commune = house.communes.get(score.code);
    const missing = score.imputed.map(({ indicator }) => indicator);
    return openRecord(definition, {
      ...score,
      insee: score.code,
      name: commune?.name ?? score.code,
      epci: commune?.epci ?? null,
      missing,
      values: definition.indicators.map(({ id }) =>
        missing.includes(id) ? null : (house.observations.get(id)?.byCommune.get(score.code)?.value ?? null),
      ),
    });
  });
  if (suffix.endsWith('.csv')) return ['text/csv; charset=utf-8', openCsv(records, suffix === '.fr.csv')];
  const about = {
    definition,
    sha256: index.sha256,
    inputs_sha256: index.inputsSha256,
    moyenne: index.mean,
    millesimes: index.summary.vintages,
    calcule_le: index.at.toISOString(),
    attribution: `${sourcesOf(house)} — ${attributionEnd}`,
    avertissement:
      'ifn_2022_sur_10 : points à la manière de l’IFN 2022 ; coupures intérieures et échelle supposées. Les valeurs vides ne sont pas publiées par leur producteur.',
  };
  if (suffix === '.json')
    return ['application/json; charset=utf-8', JSON.stringify({ ...about, communes: records })];
  const features = records.map(record => {
    const { lat, lon } = house.communes.get(String(record.insee)) ?? { lat: null, lon: null };
    return {
      type: 'Feature',
      geometry: lat === null || lon === null ? null : { type: 'Point', coordinates: [lon, lat] },
      properties: record,
    };
  });
  return [
    'application/geo+json; charset=utf-8',
    JSON.stringify({ type: 'FeatureCollection', airial: about, features }),
  ];
}
