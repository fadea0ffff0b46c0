import type { Catalogue, ListedPlace } from './catalogue.ts';
import { type Coverage, type CoveragePlace, coverageOf } from './domain/coverage.ts';

interface Kept {
  revision: number;
  today: string;
  byService: Map<string, Coverage>;
}

const kept = new WeakMap<Catalogue, Kept>();

/**
 * The figures of the published places that receive people, or of those that give one service; worked out once
 * a change of the places and a day. Fictional places never count.
 */
export function readCoverage(catalogue: Catalogue, service: string | null, today: string): Coverage {
  let known = kept.get(catalogue);
  if (known?.revision !== catalogue.revision || known.today !== today) {
    known = { revision: catalogue.revision, today, byService: new Map() };
    kept.set(catalogue, known);
  }
  let coverage = known.byService.get(service ?? '');
  if (!coverage) {
    const { communes } = catalogue;
    coverage = coverageOf({
      places: receiving(catalogue)
        .filter(({ place }) => service === null || place.services.some(code => code === service))
        .map(facts),
      communes: communes.all,
      epcis: communes.epcis,
      departement: communes.departement,
      today,
    });
    known.byService.set(service ?? '', coverage);
  }
  return coverage;
}

function receiving(catalogue: Catalogue): ListedPlace[] {
  return [...catalogue.all()].filter(
    ({ place, fictional }) => !fictional && !place.accessModes.includes('ce_lieu_n_accueille_pas_de_public'),
  );
}

function facts({ place, points, hours, evening, saturday }: ListedPlace): CoveragePlace {
  return {
    commune: place.communeInsee,
    kinds: place.kinds,
    services: place.services,
    points,
    verifiedOn: place.verifiedOn,
    readableHours: hours !== null,
    evening,
    saturday,
  };
}
