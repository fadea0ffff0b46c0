import { z } from 'zod';
import { type FacetParam, facets, openings, orders, radii } from '../domain/filters.ts';
import { type Term, type VocabularyName, vocabularies } from '../vocabulary.ts';

/*
 * The contract of the API: parameters, answers and documentation all come from these schemas.
 * A field may be added to an answer; none changes its meaning under /api/v1.
 */

const codeOf = (name: VocabularyName) =>
  z.enum((vocabularies[name] as readonly Term[]).map(term => term.code) as [string, ...string[]]);

const codes = (name: VocabularyName, description: string) => z.array(codeOf(name)).meta({ description });
const textOrNull = (description: string) => z.string().nullable().meta({ description });
const day = z.iso.date();
const instant = z.iso.datetime();
const insee = z.string().regex(/^\d[\dAB]\d{3}$/, 'un code INSEE de commune est attendu, par exemple 40088');
const siren = z.string().regex(/^\d{9}$/, 'un SIREN d’intercommunalité est attendu, neuf chiffres');

const facetDescriptions: Record<FacetParam, string> = {
  service: 'Services rendus',
  public: 'Publics à qui le lieu s’adresse',
  prise_en_charge: 'Besoins particuliers pris en charge',
  frais: 'Prix',
  acces: 'Façons de venir',
  accompagnement: 'Façons d’aider',
  dispositif: 'Programmes nationaux',
  label: 'Formations et labels',
  type: 'Types de lieu',
};

const facetParameters = Object.fromEntries(
  facets.map(({ param, vocabulary }) => [
    param,
    z
      .array(codeOf(vocabulary))
      .optional()
      .meta({ description: `${facetDescriptions[param]}, plusieurs fois si besoin` }),
  ]),
) as Record<FacetParam, z.ZodOptional<z.ZodArray<ReturnType<typeof codeOf>>>>;

/** Longest text searched, as in domain/filters.ts. */
const question = z.string().max(100);

/** Parameters of `GET /api/v1/lieux`: those of the list, and two for pages. */
export const placesQuery = z.strictObject({
  q: question.optional().meta({ description: 'Commune, code postal, nom du lieu ou besoin' }),
  commune: insee.optional().meta({
    description: 'Code INSEE, présent ou ancien : les lieux autour, du plus proche au plus loin'.replace(
      ' :',
      '\u00a0:',
    ),
  }),
  epci: siren.optional().meta({ description: 'SIREN de l’intercommunalité' }),
  rayon: z
    .enum(radii.map(String) as [string, ...string[]])
    .optional()
    .meta({ description: 'Kilomètres à vol d’oiseau autour de la commune' }),
  ...facetParameters,
  ouvert: z
    .array(z.enum(openings))
    .optional()
    .meta({ description: 'Ouverts maintenant, le samedi, après 18\u00a0h' }),
  itinerant: z.literal('1').optional().meta({ description: 'Seulement les lieux itinérants' }),
  accessible: z
    .literal('1')
    .optional()
    .meta({ description: 'Seulement les lieux dont l’accessibilité est décrite' }),
  tri: z
    .enum(orders)
    .optional()
    .meta({ description: 'Ordre\u00a0; sans recherche ni ordre, celui de la création' }),
  limite: z.coerce.number().int().min(1).max(500).default(100).meta({ description: 'Lieux par page' }),
  curseur: z
    .string()
    .max(100)
    .optional()
    .meta({ description: 'Valeur de «\u00a0suivant\u00a0» dans la page d’avant' }),
});

export const communesQuery = z.strictObject({
  q: question
    .optional()
    .meta({ description: 'Nom, code postal ou code INSEE\u00a0; sans lui, toutes les communes' }),
});

export const searchQuery = z.strictObject({
  q: question.default('').meta({ description: 'Commune, code postal, nom du lieu ou besoin' }),
});

export const noQuery = z.strictObject({});

const state = z.enum(['open', 'closed', 'unknown']);

export const placeSchema = z
  .strictObject({
    id: z.uuid().meta({ description: 'Identifiant stable, le même dans les exports' }),
    adresse_page: z.url().meta({ description: 'Page du lieu' }),
    slug: z.string(),
    nom: z.string(),
    pivot: textOrNull('SIRET ou RNA'),
    commune: z.strictObject({ code_insee: insee, nom: z.string(), epci: siren.nullable() }),
    code_postal: textOrNull('Code postal écrit par la source'),
    adresse: textOrNull('Numéro et rue'),
    complement_adresse: textOrNull('Complément'),
    latitude: z.number().nullable(),
    longitude: z.number().nullable(),
    typologie: codes('kinds', 'Types de lieu'),
    telephone: textOrNull('Forme internationale'),
    telephone_court: textOrNull('Numéro court, par exemple 3949'),
    courriels: z
      .array(z.string())
      .meta({ description: 'Adresses publiques du lieu, jamais celle d’une personne' }),
    site_web: z.array(z.string()),
    horaires: textOrNull('Format opening_hours d’OpenStreetMap, tel qu’écrit par la source'),
    ouverture: z
      .strictObject({
        etat: state,
        libelle: z
          .string()
          .meta({ description: 'En français, par exemple «\u00a0Fermé · ouvre demain à 9\u00a0h\u00a0»' }),
        prochain_changement: instant.nullable(),
        prochaine_ouverture: instant.nullable(),
      })
      .meta({ description: 'À l’instant de la réponse' }),
    presentation_resume: textOrNull('280 caractères au plus'),
    presentation_detail: textOrNull('Texte simple'),
    source: textOrNull('Qui a donné la fiche'),
    structure_parente: textOrNull('Structure qui porte le lieu'),
    itinerance: codes('mobility', 'Fixe, itinérant'),
    date_maj: day.meta({ description: 'Vérification, sinon date de la source, sinon premier import' }),
    verifie_le: day.nullable().meta({ description: 'Jour où le lieu ou la coordination a tout relu' }),
    services: codes('services', 'Services rendus'),
    publics_specifiquement_adresses: codes('publics', 'Publics'),
    prise_en_charge_specifique: codes('specialCare', 'Besoins particuliers'),
    frais_a_charge: codes('fees', 'Prix'),
    dispositif_programmes_nationaux: codes('programmes', 'Programmes nationaux'),
    formations_labels: codes('trainings', 'Formations et labels'),
    autres_formations_labels: z.array(z.string()),
    modalites_acces: codes('accessModes', 'Façons de venir'),
    modalites_accompagnement: codes('supportModes', 'Façons d’aider'),
    fiche_acces_libre: textOrNull('Adresse de la fiche acceslibre'),
    prise_rdv: textOrNull('Adresse pour prendre rendez-vous'),
    distance_km: z.number().nullable().meta({ description: 'À vol d’oiseau, depuis la commune cherchée' }),
  })
  .meta({ id: 'Lieu', description: 'Un lieu de médiation numérique publié' });

export const placesAnswer = z
  .strictObject({
    total: z.int().min(0),
    lieux: z.array(placeSchema),
    suivant: z.string().nullable().meta({ description: 'Curseur de la page suivante, null à la fin' }),
  })
  .meta({ id: 'PageDeLieux' });

export const communeSchema = z
  .strictObject({
    code_insee: insee,
    nom: z.string(),
    libelle: z.string().meta({
      description: '«\u00a0Garrosse, commune de Morcenx-la-Nouvelle\u00a0» pour une ancienne commune',
    }),
    ancien_code: insee
      .nullable()
      .meta({ description: 'Code de l’ancienne commune qui répond à la recherche' }),
    codes_postaux: z.array(z.string()),
    epci: siren.nullable(),
    population: z.int().nullable(),
    latitude: z.number().nullable(),
    longitude: z.number().nullable(),
  })
  .meta({ id: 'Commune' });

export const communesAnswer = z.strictObject({ communes: z.array(communeSchema) }).meta({ id: 'Communes' });

export const searchAnswer = z
  .strictObject({
    communes: z.array(communeSchema),
    resultats_proches: z.boolean().meta({ description: 'Aucun lieu ne répond à tous les mots' }),
    total: z.int().min(0),
    lieux: z.array(placeSchema).meta({ description: 'Les 24 premiers' }),
  })
  .meta({ id: 'Recherche' });

const holidays = z.looseObject({
  school: z
    .looseObject({
      covered: z.array(day).length(2),
      periods: z.array(z.looseObject({ name: z.string().optional(), from: day, to: day })),
    })
    .nullable()
    .optional(),
  alsace_moselle: z.boolean().optional(),
});

/** Most cases evaluated in one call. */
export const mostCases = 1000;

/** Cases of opening hours; domain/hours/check.ts reads them and says in French what is wrong. */
export const hoursCases = z
  .array(
    z.looseObject({
      opening_hours: z
        .string()
        .nullable()
        .optional()
        .meta({ description: 'Format opening_hours d’OpenStreetMap' }),
      at: z.string().meta({ description: 'Date avec son décalage, par exemple 2026-11-24T10:00:00+01:00' }),
      exceptions: z
        .array(
          z.looseObject({
            kind: z.enum(['closed', 'open']),
            from: day,
            to: day.optional(),
            hours: z.string().nullable().optional(),
            reason: z.string().nullable().optional(),
          }),
        )
        .nullable()
        .optional(),
      holidays: holidays.nullable().optional(),
    }),
  )
  .max(mostCases)
  .meta({ id: 'CasDHoraires' });

export const hoursAnswer = z
  .array(
    z.strictObject({
      state,
      next_change: instant.nullable(),
      next_state: state.nullable(),
      next_open: instant.nullable(),
      reason: z.string().nullable(),
      label_fr: z.string(),
    }),
  )
  .meta({ id: 'EtatsDHoraires' });
