import { defineMessages } from '../../core/i18n.ts';
import { noBreak as nb } from '../../core/typography.ts';

/** Words of the method and data pages of the index. */
export const methodMessages = defineMessages({
  fr: {
    title: 'Comment l’indice est calculé',
    lead: 'Chaque chiffre a sa source, sa date et sa formule. Chacun peut refaire le calcul.',
    print: 'Imprimer cette note (PDF)',
    what: 'Ce que l’on mesure',
    whatText: (n: number) =>
      `L’indice réunit ${n} données publiques sur chaque commune. Il est inspiré de l’indice de fragilité numérique national (IFN), sans être l’IFN. Il décrit un territoire, il ne dit rien d’une personne.`,
    inputs: 'Les données de l’indice',
    datum: 'Donnée',
    weight: 'Poids',
    direction: 'Sens',
    source: 'Source',
    year: 'Année',
    licence: 'Licence',
    missing: 'Communes où elle n’est pas publiée',
    drawn: 'Comment ce qui manque est estimé',
    pmm: (share: string) =>
      `d’après les communes les plus proches (les autres données expliquent ${share} des écarts)`,
    marginal: 'tiré parmi toutes les valeurs publiées du département',
    none: 'rien ne manque',
    formula: 'La formule',
    position: `Chaque donnée est placée parmi toutes les communes de France où elle est publiée${nb}: 0 pour la plus basse, 100 pour la plus haute, 50 pour celle du milieu. Quand beaucoup de communes ont la même valeur, elles ont toutes la place du milieu de leur groupe.`,
    score: `L’indice est la moyenne de ces places, chacune avec son poids. Il est affiché de 1 à 10${nb}: 1 + 9 × place ÷ 100.`,
    contribution: `L’effet d’une donnée est son poids multiplié par l’écart entre sa place et la place moyenne du territoire, comptée par habitant. La somme des effets est exactement l’écart entre l’indice de la commune et la moyenne (à un milliardième près).`,
    reference: `Places de référence${nb}:`,
    quantiles: `Valeur en dessous de laquelle sont 0, 25, 50, 75 et 100${nb}% des communes`,
    guess: 'Ce qui n’est pas publié',
    guessText: (draws: string) =>
      `Une donnée tenue secrète n’est jamais remplacée par une moyenne. Nous la tirons au sort ${draws} fois parmi les valeurs publiées des communes qui lui ressemblent le plus, et nous refaisons tout le calcul à chaque fois. L’indice affiché est la moyenne${nb}; sa fourchette contient 90${nb}% des tirages.`,
    limit: `Limite${nb}: les valeurs publiées viennent de communes plus grandes. La vraie incertitude peut être plus large.`,
    sure: `À quel point le classement est-il sûr${nb}?`,
    widths: (weights: number, all: number, of: string) =>
      `En changeant seulement les poids de 25${nb}% en plus ou en moins, le rang d’une commune varie de ${weights} places sur ${of}. Avec ce qui n’est pas publié, de ${all} places. Ce sont donc les données manquantes, et non les poids, qui rendent le classement incertain.`,
    severe: (draws: string, width: number, kept: number, k: number, ever: number) =>
      `Épreuve sévère${nb}: ${draws} tirages où les poids sont quelconques, les places calculées de quatre façons et la moyenne de deux. Le rang varie alors de ${width} places. Sur les ${k} communes les plus fragiles, ${kept} le restent une fois sur deux ou plus${nb}; ${ever} communes y entrent au moins une fois.`,
    ifn: 'Ce qui n’est pas publié de l’indice national',
    ifnText:
      'Les coupures entre classes et le passage à l’échelle de 1 à 10 de l’IFN de 2023 ne sont pas publics. Notre indice ne peut donc pas être le même.',
    compat: 'Points à la manière de l’IFN 2022, coupures supposées',
    compatText: `Chaque donnée donne de −3 à +3 points selon sa place parmi toutes les communes (coupures à 10, 20, 40, 60, 80 et 90${nb}%). Les points sont ajoutés à poids égal et ramenés entre −10 et 10, puis entre 1 et 10. Seuls les 10${nb}% les plus hauts (+3) et le milieu sont documentés${nb}: les autres coupures et l’échelle sont les nôtres. Une donnée non publiée est écartée.`,
    variants: 'Indices par âge',
    variantMissing: (title: string, list: string) =>
      `${title}${nb}: pas encore calculé. Il manque${nb}: ${list}.`,
    variantReady: (title: string) => `${title}${nb}: ses données sont chargées, il reste à le publier.`,
    variantShown: (title: string, name: string) =>
      `${title}${nb}: publié (${name}), placé parmi les communes du territoire.`,
    versions: 'Versions publiées',
    version: 'Version',
    published: 'Publiée le',
    hash: 'Empreinte (SHA-256)',
    hashDefinition: `Empreinte de la définition${nb}:`,
    hashInputs: `Empreinte des données${nb}:`,
    computed: (day: string) => `Calculé le ${day}.`,
    changes: 'Ce qui change',
    first: 'Première version.',
    dataTitle: 'Télécharger l’indice',
    dataLead: 'Toutes les communes, avec les fourchettes, les effets et les données non publiées signalées.',
    dataAddress: `L’adresse d’un fichier ne change pas${nb}: elle porte la version de la définition et l’année des données.`,
    csv: 'CSV, virgules et points (normes internationales)',
    csvFr: 'CSV, points-virgules et virgules (tableurs en français)',
    json: 'JSON, avec la définition et la méthode',
    geojson: 'GeoJSON, pour un logiciel de cartes',
    licenceText: `Licence Ouverte 2.0. À citer avec les fichiers${nb}:`,
    columns: 'Ce que contiennent les colonnes',
    column: 'Colonne',
    meaning: 'Sens',
    notYet: 'Aucun indice n’est publié.',
  },
  en: {
    title: 'How the index is worked out',
    lead: 'Every figure has its source, its date and its formula. Anybody can do the sums again.',
    print: 'Print this note (PDF)',
    what: 'What is measured',
    whatText: n =>
      `The index puts together ${n} public figures about each town. It is inspired by the national digital fragility index (IFN) but is not the IFN. It describes a territory; it says nothing about a person.`,
    inputs: 'The figures of the index',
    datum: 'Figure',
    weight: 'Weight',
    direction: 'Direction',
    source: 'Source',
    year: 'Year',
    licence: 'Licence',
    missing: 'Towns where it is not published',
    drawn: 'How what is missing is estimated',
    pmm: share => `from the most alike towns (the other figures explain ${share} of the differences)`,
    marginal: 'drawn among all published values of the département',
    none: 'nothing is missing',
    formula: 'The formula',
    position:
      'Each figure is placed among all the towns of France where it is published: 0 for the lowest, 100 for the highest, 50 for the one in the middle. When many towns share a value, they all take the middle place of their group.',
    score:
      'The index is the mean of these places, each with its weight. It is shown from 1 to 10: 1 + 9 × place ÷ 100.',
    contribution:
      'The effect of a figure is its weight times the difference between its place and the mean place of the territory, counted by inhabitant. The effects sum exactly to the difference between the index of the town and the mean.',
    reference: 'Places of reference:',
    quantiles: 'Value below which 0, 25, 50, 75 and 100% of towns are',
    guess: 'What is not published',
    guessText: draws =>
      `A figure that is kept secret is never replaced by an average. We draw it ${draws} times among the published values of the towns most like this one, and do all the sums again each time. The index shown is the mean; its interval holds 90% of the draws.`,
    limit: 'Limit: published values come from larger towns. The real uncertainty may be wider.',
    sure: 'How sure is the ranking?',
    widths: (weights, all, of) =>
      `Moving only the weights by 25% up or down, the rank of a town varies by ${weights} places out of ${of}. With what is not published, by ${all} places. It is missing figures, not weights, that make the ranking uncertain.`,
    severe: (draws, width, kept, k, ever) =>
      `Severe trial: ${draws} draws where weights are anything, places are worked out in four ways and the mean in two. The rank then varies by ${width} places. Of the ${k} most fragile towns, ${kept} stay so in half of the draws or more; ${ever} towns come among them at least once.`,
    ifn: 'What is not published of the national index',
    ifnText:
      'The cuts between classes and the passage to the 1–10 scale of the 2023 IFN are not public. Our index therefore cannot be the same.',
    compat: 'Points in the manner of the IFN of 2022, assumed cuts',
    compatText:
      'Each figure gives −3 to +3 points by its place among all towns (cuts at 10, 20, 40, 60, 80 and 90%). Points are added with equal weights and brought between −10 and 10, then between 1 and 10. Only the top 10% (+3) and the middle are documented: the other cuts and the scale are ours. A figure that is not published is left out.',
    variants: 'Indices by age',
    variantMissing: (title, list) => `${title}: not worked out yet. Missing: ${list}.`,
    variantReady: title => `${title}: its figures are loaded, it is still to be published.`,
    variantShown: (title, name) => `${title}: published (${name}), placed among the towns of the territory.`,
    versions: 'Published versions',
    version: 'Version',
    published: 'Published on',
    hash: 'Hash (SHA-256)',
    hashDefinition: 'Hash of the definition:',
    hashInputs: 'Hash of the data:',
    computed: day => `Worked out on ${day}.`,
    changes: 'What changes',
    first: 'First version.',
    dataTitle: 'Download the index',
    dataLead: 'All towns, with intervals, effects, and unpublished figures marked.',
    dataAddress:
      'The address of a file does not change: it holds the version of the definition and the year of the data.',
    csv: 'CSV, commas and points (international)',
    csvFr: 'CSV, semicolons and commas (French spreadsheets)',
    json: 'JSON, with the definition and the method',
    geojson: 'GeoJSON, for map software',
    licenceText: 'Licence Ouverte 2.0. To be cited with the files:',
    columns: 'What the columns hold',
    column: 'Column',
    meaning: 'Meaning',
    notYet: 'No index is published.',
  },
});

/** What each column of the open file holds; those of an indicator come once for each. */
export const columnMeanings = {
  insee: 'Code Insee de la commune (liste de l’année)',
  nom: 'Nom de la commune',
  epci: 'Siren de l’intercommunalité',
  indice: 'Indice de 0 à 100',
  indice_sur_10: 'Indice de 1 à 10',
  indice_bas: `Borne basse de la fourchette à 90${nb}%, de 0 à 100`,
  indice_haut: `Borne haute de la fourchette à 90${nb}%, de 0 à 100`,
  rang: 'Rang, 1 pour la plus fragile',
  rang_bas: 'Borne basse du rang',
  rang_haut: 'Borne haute du rang',
  part_top: 'Part des tirages où la commune est parmi les plus fragiles',
  donnees_non_publiees: 'Données estimées, séparées par une barre',
  ifn_2022_sur_10: 'Points à la manière de l’IFN 2022, coupures supposées, de 1 à 10',
  ifn_2022_ecartees: 'Nombre de données écartées de ces points',
} as const;

export const indicatorColumns = {
  valeur_: 'Valeur publiée de la donnée, vide quand elle ne l’est pas',
  effet_: 'Effet de la donnée sur l’indice, de 0 à 100',
} as const;
