/** A column of product/territory.md §3; the table `territory.indicator` derives from these rows. */
export interface Indicator {
  id: string;
  label: string;
  labelEn: string;
  short: string;
  shortEn: string;
  unit: 'pct' | 'share' | 'count' | 'min' | 'per_10k' | 'index_1_10';
  direction: 'higher_is_more_fragile' | 'lower_is_more_fragile' | 'context';
  source: string;
  definition: string;
  isPublic: boolean;
  /** What weighs when it is above the territory, and what protects when it is below: of the territory, never of people. */
  reasons?: { more: string; less: string; moreEn: string; lessEn: string };
}

const licence = 'Licence Ouverte 2.0';
export const indicatorLicence = licence;

const censusOf2017 = 'Insee, recensement de la population';

/** What may be loaded; those of the Landes come with the product. */
export const indicators: readonly Indicator[] = [
  {
    id: 'no_very_high_speed_pct',
    label: 'Logements et locaux sans très haut débit',
    labelEn: 'Premises without very high speed internet',
    short: 'sans très haut débit',
    shortEn: 'no very high speed',
    unit: 'pct',
    direction: 'higher_is_more_fragile',
    source: 'Arcep',
    definition: 'Part des locaux sans accès fixe à 30\u00a0Mbit/s ou plus, en pour cent.',
    isPublic: true,
    reasons: {
      more: 'un moins bon accès au très haut débit',
      less: 'un meilleur accès au très haut débit',
      moreEn: 'poorer access to very high speed internet',
      lessEn: 'better access to very high speed internet',
    },
  },
  {
    id: 'low_income_households_pct',
    label: 'Foyers fiscaux sous 12\u00a0000\u00a0€ par an',
    labelEn: 'Tax households under €12,000 a year',
    short: 'revenus',
    shortEn: 'incomes',
    unit: 'pct',
    direction: 'higher_is_more_fragile',
    source: 'DGFiP, impôt sur le revenu par commune',
    definition:
      'Part des foyers fiscaux qui déclarent moins de 12\u00a0000\u00a0€ par an, en pour cent. Publié à partir de 1\u00a0000 foyers. Ce n’est pas le taux de pauvreté de l’Insee.',
    isPublic: true,
    reasons: {
      more: 'davantage de foyers à bas revenus',
      less: 'moins de foyers à bas revenus',
      moreEn: 'more households with low incomes',
      lessEn: 'fewer households with low incomes',
    },
  },
  {
    id: 'age_65_plus_pct',
    label: 'Habitants de 65\u00a0ans et plus',
    labelEn: 'Inhabitants aged 65 and over',
    short: '65\u00a0ans et plus',
    shortEn: '65 and over',
    unit: 'pct',
    direction: 'higher_is_more_fragile',
    source: censusOf2017,
    definition: 'Part des habitants de 65\u00a0ans et plus, en pour cent.',
    isPublic: true,
    reasons: {
      more: 'davantage d’habitants de 65\u00a0ans et plus',
      less: 'moins d’habitants de 65\u00a0ans et plus',
      moreEn: 'more inhabitants aged 65 and over',
      lessEn: 'fewer inhabitants aged 65 and over',
    },
  },
  {
    id: 'low_or_no_diploma_15_plus_pct',
    label: 'Personnes sans diplôme ou peu diplômées',
    labelEn: 'People with no or low qualifications',
    short: 'peu ou pas de diplôme',
    shortEn: 'no or low qualifications',
    unit: 'pct',
    direction: 'higher_is_more_fragile',
    source: censusOf2017,
    definition:
      'Part des personnes de 15\u00a0ans et plus, sorties de l’école, sans diplôme ou avec un diplôme de faible niveau, en pour cent.',
    isPublic: true,
    reasons: {
      more: 'davantage de personnes sorties de l’école sans diplôme',
      less: 'moins de personnes sorties de l’école sans diplôme',
      moreEn: 'more people who left school without a diploma',
      lessEn: 'fewer people who left school without a diploma',
    },
  },
  context(
    'one_person_households_pct',
    'Ménages d’une personne',
    'One-person households',
    censusOf2017,
    'Part des ménages d’une seule personne, en pour cent.',
  ),
  context(
    'single_parent_families_pct',
    'Familles monoparentales',
    'Single-parent families',
    censusOf2017,
    'Part des familles avec un seul parent, en pour cent.',
  ),
  context(
    'under_25_pct',
    'Habitants de moins de 25\u00a0ans',
    'Inhabitants under 25',
    censusOf2017,
    'Part des habitants de moins de 25\u00a0ans, en pour cent.',
  ),
  context(
    'unemployment_pct',
    'Demandeurs d’emploi',
    'Job seekers',
    'Source et année à confirmer',
    'Part des demandeurs d’emploi, en pour cent. Presque toutes les valeurs manquent\u00a0: ne sert à aucun indice.',
    false,
  ),
  context(
    'rsa_pct',
    'Allocataires du RSA',
    'Recipients of RSA',
    'Cnaf, année à confirmer',
    'Part des allocataires du RSA, en pour cent. Presque toutes les valeurs manquent\u00a0: ne sert à aucun indice.',
    false,
  ),
  {
    ...context(
      'mobile_coverage_share',
      'Couverture mobile',
      'Mobile coverage',
      'Arcep',
      'Part couverte, de 0 à 1. Définition exacte à confirmer\u00a0: non montré au public.',
      false,
    ),
    unit: 'share',
  },
  reserved('no_4g_pct', 'Surface ou locaux sans 4G', 'Area or premises without 4G', 'Arcep'),
  reserved('poverty_pct', 'Taux de pauvreté', 'Poverty rate', 'Insee, Filosofi'),
  reserved(
    'poverty_50_plus_pct',
    'Taux de pauvreté à 50\u00a0ans et plus',
    'Poverty rate at 50 and over',
    'Insee, Filosofi',
  ),
  reserved(
    'poverty_under_30_pct',
    'Taux de pauvreté avant 30\u00a0ans',
    'Poverty rate under 30',
    'Insee, Filosofi',
  ),
  reserved(
    'age_75_plus_pct',
    'Habitants de 75\u00a0ans et plus',
    'Inhabitants aged 75 and over',
    censusOf2017,
  ),
  reserved(
    'neet_16_25_pct',
    '16-25\u00a0ans ni en emploi, ni en études, ni en formation',
    'Aged 16–25 neither in employment, education nor training',
    censusOf2017,
  ),
  reserved(
    'low_or_no_diploma_15_25_pct',
    '15-25\u00a0ans sans diplôme ou peu diplômés',
    'Aged 15–25 with no or low qualifications',
    censusOf2017,
  ),
  reserved(
    'one_person_households_50_plus_pct',
    'Ménages d’une personne de 50\u00a0ans et plus',
    'One-person households aged 50 and over',
    censusOf2017,
  ),
  {
    ...context(
      'distance_public_service_min',
      'Trajet jusqu’au service public le plus proche',
      'Travel time to the nearest public service',
      'Insee, base permanente des équipements',
      'Minutes de trajet jusqu’au service public le plus proche.',
    ),
    unit: 'min',
  },
  {
    ...context(
      'libraries_per_10k',
      'Bibliothèques pour 10\u00a0000 habitants',
      'Libraries per 10,000 inhabitants',
      'Ministère de la Culture',
      'Nombre de bibliothèques publiques pour 10\u00a0000 habitants.',
    ),
    unit: 'per_10k',
  },
  {
    ...context(
      'ifn_official_1_10',
      'Indice de fragilité numérique national (IFN)',
      'National digital fragility index (IFN)',
      'La Mednum et Ansa',
      'L’indice national, de 1 à 10. Montré à côté du nôtre, jamais mélangé.',
    ),
    unit: 'index_1_10',
  },
];

/** Told beside the index, and part of none. */
function context(
  id: string,
  label: string,
  labelEn: string,
  source: string,
  definition: string,
  isPublic = true,
): Indicator {
  return {
    id,
    label,
    labelEn,
    short: label,
    shortEn: labelEn,
    unit: 'pct',
    direction: 'context',
    source,
    definition,
    isPublic,
  };
}

/** Waits for a fresh open file. */
function reserved(id: string, label: string, labelEn: string, source: string): Indicator {
  return {
    ...context(id, label, labelEn, source, `${label}, en pour cent.`),
    direction: 'higher_is_more_fragile',
  };
}

const byId = new Map(indicators.map(indicator => [indicator.id, indicator]));

/** The row of an identifier. */
export const indicatorOf = (id: string): Indicator | null => byId.get(id) ?? null;
