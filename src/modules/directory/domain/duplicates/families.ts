import { singular } from '../../../territory/index.ts';
import { slips } from './spelling.ts';

/** What a place is for the public: two different families are two services, even behind one door. */
export type Family = keyof typeof FAMILY_LABELS;

const FAMILY_LABELS = {
  town_hall: 'mairie',
  town_hall_annex: 'mairie annexe',
  ccas: 'CCAS',
  cias: 'CIAS',
  library: 'bibliothèque',
  toy_library: 'ludothèque',
  france_services: 'France services',
  public_services: 'maison de services au public',
  post_office: 'La Poste',
  postal_agency: 'agence postale',
  youth_employment: 'mission locale',
  social_centre: 'centre social',
  sociocultural_centre: 'centre socioculturel',
  social_life: 'espace de vie sociale',
  mjc: 'MJC',
  epn: 'espace public numérique',
  digital_space: 'espace numérique',
  job_office: 'France Travail',
  caf: 'Caf',
  cpam: 'assurance maladie',
  msa: 'MSA',
  solidarity_house: 'maison des solidarités',
  youth_information: 'information jeunesse',
  neighbourhood_house: 'maison de quartier',
  third_place: 'tiers-lieu',
  fablab: 'fablab',
  school: 'école',
  tourist_office: 'office de tourisme',
  intercommunality: 'intercommunalité',
  department: 'Département',
  region: 'Région',
  prefecture: 'préfecture',
  job_training: 'formation',
  employment_house: 'maison de l’emploi',
  disability_house: 'MDPH',
  family_union: 'UDAF',
  pimms: 'PIMMS',
  housing_reception: 'hébergement',
  recycling: 'ressourcerie',
} as const;

/**
 * Phrases that name a family, in folded words without small words (put in the singular when read below).
 * The longest phrase wins at each position; `^` asks for the beginning of the name.
 */
const PHRASES: Readonly<Record<Family, string>> = {
  town_hall: 'mairie|hotel ville|^commune|municipalite',
  town_hall_annex:
    'mairie annexe|mairie annexe quartier|mairie quartier|mairie deleguee|mairie proximite|mairie secteur|annexe mairie|' +
    'hotel ville annexe|hotel ville quartier|hotel ville deleguee',
  ccas: 'ccas|centre communal action sociale|centre communale action sociale',
  cias: 'cias|centre intercommunal action sociale|centre intercommunale action sociale',
  library:
    'bibliotheque|mediatheque|ludo bibliotheque|bibliobu|bibliobus|mediabus|relai lecture|relais lecture|point lecture|bib|bdp',
  toy_library: 'ludotheque',
  france_services: 'france service|maison france service|espace france service|point france service|rfs',
  public_services: 'maison service public|maison service publique|espace service public|msap|efs|mfs',
  post_office: 'poste|bureau poste',
  postal_agency:
    'agence postale communale|agence postale|agence postale intercommunale|agence poste|poste agence communale|poste agence|poste communale|relai poste|relais poste|poste relai|poste relais',
  youth_employment: 'mission locale|mission locale jeune|antenne mission locale',
  social_centre: 'centre social|centre sociaux|centre sociale',
  sociocultural_centre:
    'centre social culturel|centre socio culturel|centre socioculturel|csc|cscs|espace socio culturel|espace socioculturel|espace social culturel',
  social_life: 'espace vie sociale|evs',
  mjc: 'mjc|maison jeune culture',
  epn: 'epn|espace public numerique|espace publique numerique',
  digital_space:
    'espace numerique|cyberbase|cyber base|cyberespace|cyber espace|cybercentre|cyber centre|cybercafe|epi|point numerique|mediation numerique|point mediation numerique|espace multimedia|conseiller numerique|conseillere numerique|point acce numerique|espace pratique numerique|espace public internet',
  job_office: 'pole emploi|france travail|agence france travail',
  caf: 'caf|caisse allocation familiale',
  cpam: 'cpam|assurance maladie|caisse primaire assurance maladie',
  msa: 'msa|mutualite sociale agricole',
  solidarity_house:
    'maison solidarite|maison departementale solidarite|maison solidarite departementale|maison landaise solidarite|mds|mdd|maison departement|centre medico social|cms|pole solidarite|circonscription action sociale',
  youth_information:
    'pij|bij|info jeune|information jeunesse|point info jeune|point info jeunesse|point information jeunesse|bureau information jeunesse|crij|espace jeune|service jeunesse',
  neighbourhood_house: 'maison quartier|maison pour tou',
  third_place: 'tier lieu|tiers lieu|tierslieu|coworking',
  fablab: 'fablab|fab lab',
  school: 'ecole|college|lycee|groupe scolaire|universite',
  tourist_office: 'office tourisme|office tourism|office intercommunal tourisme|syndicat initiative',
  intercommunality:
    'communaute commune|communaute agglomeration|communaute agglo|communaute urbaine|metropole|cdc|epci|siege communaute commune',
  department: 'departement|conseil departemental|conseil general',
  region: 'conseil regional',
  prefecture: 'prefecture|sou prefecture|sous prefecture',
  job_training: 'afpa|greta',
  employment_house: 'maison emploi|plie',
  disability_house: 'mdph',
  family_union: 'udaf|union departementale association familiale',
  pimms: 'pimms|pimm',
  housing_reception: 'chrs|cada|fjt|foyer jeune travailleur|centre accueil demandeur asile',
  recycling: 'ressourcerie|recyclerie',
};

/** Families of the codes of `directory.kind`; a code that says nothing of the place (ASSO, Autre…) is absent. */
const KIND_FAMILY: Readonly<Record<string, Family>> = {
  MUNI: 'town_hall',
  CCAS: 'ccas',
  CIAS: 'cias',
  BIB: 'library',
  RELAIS_LECTURE: 'library',
  RFS: 'france_services',
  MSAP: 'public_services',
  LA_POSTE: 'post_office',
  ML: 'youth_employment',
  CS: 'social_centre',
  CSC: 'sociocultural_centre',
  EVS: 'social_life',
  MJC: 'mjc',
  EPN: 'epn',
  EPI: 'digital_space',
  FT: 'job_office',
  CAF: 'caf',
  CPAM: 'cpam',
  MSA: 'msa',
  MDS: 'solidarity_house',
  CMS: 'solidarity_house',
  PIJ_BIJ: 'youth_information',
  MQ: 'neighbourhood_house',
  TIERS_LIEUX: 'third_place',
  FABLAB: 'fablab',
  CC: 'intercommunality',
  EPCI: 'intercommunality',
  CCONS: 'intercommunality',
  DEPT: 'department',
  CD: 'department',
  REG: 'region',
  PREF: 'prefecture',
  AFPA: 'job_training',
  MDE: 'employment_house',
  PLIE: 'employment_house',
  MDPH: 'disability_house',
  UDAF: 'family_union',
  PIMMS: 'pimms',
  CHRS: 'housing_reception',
  CADA: 'housing_reception',
  RS_FJT: 'housing_reception',
  RESSOURCERIE: 'recycling',
};

/**
 * Families that one establishment often carries together: different words are no contradiction there,
 * but neither are they proof. Every other pair of families is a conflict.
 */
const COMPATIBLE = new Set(
  [
    ['town_hall', 'town_hall_annex'],
    ['france_services', 'public_services'],
    ['epn', 'digital_space'],
    ['social_centre', 'sociocultural_centre'],
    ['sociocultural_centre', 'social_life'],
    ['sociocultural_centre', 'mjc'],
    ['social_centre', 'social_life'],
    ['social_centre', 'mjc'],
    ['social_life', 'mjc'],
    ['social_centre', 'neighbourhood_house'],
    ['social_life', 'neighbourhood_house'],
    ['mjc', 'neighbourhood_house'],
    ['library', 'toy_library'],
    ['third_place', 'fablab'],
    ['third_place', 'digital_space'],
    ['fablab', 'digital_space'],
    ['third_place', 'epn'],
    ['fablab', 'epn'],
    ['solidarity_house', 'department'],
  ].flatMap(([a, b]) => [`${a} ${b}`, `${b} ${a}`]),
);

/** Words that say a sort of room or owner and never which one. */
const GENERIC_WORDS = new Set(
  (
    'espace maison point centre pole relai relais lieu service public publique municipal municipale communal ' +
    'communale intercommunal intercommunale communautaire association asso siege antenne accueil bureau local ' +
    'salle structure site numerique mediation ville mairie commune france reseau agence cedex arrondissement'
  ).split(' '),
);

/** Words that look like a misspelt kind word and are not. */
const NOT_A_SLIP = new Set(['marie', 'maire', 'franck', 'francs', 'mission', 'passion', 'prairie', 'raison']);

interface Phrase {
  words: string[];
  family: Family;
  atStart: boolean;
}

const PHRASES_BY_WORD = new Map<string, Phrase[]>();
const KIND_WORDS = new Set<string>();
const KIND_WORDS_BY_LENGTH: string[][] = [];
for (const [family, list] of Object.entries(PHRASES) as [Family, string][]) {
  for (const text of list.split('|')) {
    const atStart = text.startsWith('^');
    const words = (atStart ? text.slice(1) : text).split(' ').map(singular);
    for (const word of words) if (word.length >= 5) KIND_WORDS.add(word);
    const first = words[0]!;
    PHRASES_BY_WORD.set(first, [...(PHRASES_BY_WORD.get(first) ?? []), { words, family, atStart }]);
  }
}
for (const word of KIND_WORDS) {
  KIND_WORDS_BY_LENGTH[word.length] ??= [];
  KIND_WORDS_BY_LENGTH[word.length]!.push(word);
}
for (const phrases of PHRASES_BY_WORD.values()) phrases.sort((a, b) => b.words.length - a.words.length);

/** A kind word spelt with one slip is read as that kind word (« biblitoheque »); other words stay. */
export function repairKindWord(word: string): string {
  if (word.length < 5 || KIND_WORDS.has(word) || NOT_A_SLIP.has(word) || GENERIC_WORDS.has(word)) return word;
  for (let length = word.length - 1; length <= word.length + 1; length++) {
    for (const known of KIND_WORDS_BY_LENGTH[length] ?? []) {
      // Short words have many honest neighbours: there only two swapped letters count as a slip.
      if (slips(word, known, 1) <= 1 && (known.length >= 6 || isSwap(word, known))) return known;
    }
  }
  return word;
}

function isSwap(a: string, b: string): boolean {
  return a.length === b.length && [...a].sort().join('') === [...b].sort().join('');
}

/**
 * Families named in a list of words, and for each word whether a family phrase used it. `starts` are the
 * positions where a name begins: 0, and after each label.
 */
export function familiesInWords(
  words: readonly string[],
  starts: readonly number[],
): { families: Family[]; used: boolean[] } {
  const families = new Set<Family>();
  const used = words.map(() => false);
  for (let index = 0; index < words.length; index++) {
    const phrase = PHRASES_BY_WORD.get(words[index]!)?.find(
      candidate =>
        (!candidate.atStart || starts.includes(index)) &&
        candidate.words.every((word, offset) => words[index + offset] === word),
    );
    if (!phrase) continue;
    families.add(phrase.family);
    for (let offset = 0; offset < phrase.words.length; offset++) used[index + offset] = true;
    index += phrase.words.length - 1;
  }
  return { families: [...families].sort(), used };
}

/** Families of the codes of the standard's typologie; codes that say nothing are left out. */
export function familiesOfKinds(kinds: readonly string[]): Family[] {
  const families = kinds.flatMap(kind => KIND_FAMILY[kind] ?? []);
  return [...new Set(families)].sort();
}

/** `same`, `unknown` (one side says nothing), `partial` (one in common), `close` (may be one house), `conflict`. */
export type FamilyRelation = 'same' | 'unknown' | 'partial' | 'close' | 'conflict';

/** Relation of two sorted lists of families; the conflict table of the specification is everything else. */
export function relateFamilies(a: readonly Family[], b: readonly Family[]): FamilyRelation {
  if (a.length === 0 || b.length === 0) return 'unknown';
  if (a.length === b.length && a.every((family, index) => family === b[index])) return 'same';
  if (a.some(family => b.includes(family))) return 'partial';
  return a.every(left => b.every(right => COMPATIBLE.has(`${left} ${right}`))) ? 'close' : 'conflict';
}

/** True for a word that never tells one place from another. */
export function isGeneric(word: string): boolean {
  return GENERIC_WORDS.has(word);
}

/** French names of the families, joined: « bibliothèque, France services ». */
export function familyNames(families: readonly Family[]): string {
  return families.map(family => FAMILY_LABELS[family]).join(', ');
}
