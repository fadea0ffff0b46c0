import type { z } from 'zod';
import type { Commune, CommuneHit } from '../../territory/index.ts';
import type { ListedPlace } from '../catalogue.ts';
import type { House } from '../house.ts';
import { communeName } from '../presenting.ts';
import type { communeSchema, placeSchema } from './schemas.ts';

/** Instant and origin of an answer: states are true at one, addresses begin with the other. */
interface Setting {
  house: House;
  origin: string;
  now: Date;
}

/** A place as the API tells it: what the page shows, never a private address. */
export function placeAnswer(
  { house, origin, now }: Setting,
  listed: ListedPlace,
  km: number | null,
): z.infer<typeof placeSchema> {
  const { place } = listed;
  const opening = house.catalogue.evaluation(listed, now);
  return {
    id: place.id,
    adresse_page: `${origin}/lieux/${place.slug}`,
    slug: place.slug,
    nom: place.name,
    pivot: place.pivot,
    commune: {
      code_insee: place.communeInsee,
      nom: communeName(house, place),
      epci: house.communes.get(place.communeInsee)?.epci ?? null,
    },
    code_postal: place.postalCode,
    adresse: place.street,
    complement_adresse: place.streetComplement,
    latitude: place.lat,
    longitude: place.lon,
    typologie: [...place.kinds],
    telephone: place.phone,
    telephone_court: place.phoneShort,
    courriels: [...place.emails],
    site_web: [...place.urls],
    horaires: place.hoursRaw,
    ouverture: {
      etat: opening.state,
      libelle: opening.labelFr,
      prochain_changement: opening.nextChange?.toISOString() ?? null,
      prochaine_ouverture: opening.nextOpen?.toISOString() ?? null,
    },
    presentation_resume: place.summary,
    presentation_detail: place.detail,
    source: place.source,
    structure_parente: place.parentStructure,
    itinerance: [...place.mobility],
    date_maj: place.verifiedOn ?? place.sourceUpdatedOn ?? place.createdAt.toISOString().slice(0, 10),
    verifie_le: place.verifiedOn,
    services: [...place.services],
    publics_specifiquement_adresses: [...place.publics],
    prise_en_charge_specifique: [...place.specialCare],
    frais_a_charge: [...place.fees],
    dispositif_programmes_nationaux: [...place.programmes],
    formations_labels: [...place.trainings],
    autres_formations_labels: [...place.otherLabels],
    modalites_acces: [...place.accessModes],
    modalites_accompagnement: [...place.supportModes],
    fiche_acces_libre: place.accesslibreUrl,
    prise_rdv: place.bookingUrl,
    distance_km: km === null ? null : Math.round(km * 10) / 10,
  };
}

/** A commune as the API tells it; `hit` says by which former commune it was found. */
export function communeAnswer(commune: Commune, hit?: CommuneHit): z.infer<typeof communeSchema> {
  return {
    code_insee: commune.insee,
    nom: commune.name,
    libelle: hit?.label ?? commune.name,
    ancien_code: hit?.formerInsee ?? null,
    codes_postaux: [...commune.postalCodes],
    epci: commune.epci,
    population: commune.population,
    latitude: commune.lat,
    longitude: commune.lon,
  };
}
