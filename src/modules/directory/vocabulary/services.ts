import { inOrder } from './term.ts';

/** What a place helps with: field `services` of the standard v1.0.2. */
export const services = inOrder([
  {
    code: 'aide_aux_demarches_administratives',
    standard: 'Aide aux démarches administratives',
    label: 'Aide aux démarches administratives',
    labelEn: 'Help with official forms online',
    plain: 'Faire une démarche avec quelqu’un\u00a0: impôts, Caf, retraite, santé, emploi',
    easy: 'Remplir des papiers sur internet',
  },
  {
    code: 'maitrise_des_outils_numeriques_du_quotidien',
    standard: 'Maîtrise des outils numériques du quotidien',
    label: 'Maîtrise des outils numériques du quotidien',
    labelEn: 'Learning everyday digital tools',
    plain: 'Apprendre à utiliser un ordinateur, un téléphone, internet, le courriel',
    easy: 'Apprendre l’ordinateur, le téléphone, internet',
  },
  {
    code: 'insertion_professionnelle_via_le_numerique',
    standard: 'Insertion professionnelle via le numérique',
    label: 'Insertion professionnelle via le numérique',
    labelEn: 'Finding work with digital tools',
    plain: 'Faire un CV et chercher un emploi',
    easy: 'Chercher un travail',
  },
  {
    code: 'utilisation_securisee_du_numerique',
    standard: 'Utilisation sécurisée du numérique',
    label: 'Utilisation sécurisée du numérique',
    labelEn: 'Staying safe online',
    plain: 'Se protéger des arnaques et choisir ses mots de passe',
    easy: 'Se protéger des messages dangereux',
  },
  {
    code: 'parentalite_et_education_avec_le_numerique',
    standard: 'Parentalité et éducation avec le numérique',
    label: 'Parentalité et éducation avec le numérique',
    labelEn: 'School and parenting online',
    plain: 'Suivre l’école de ses enfants et les accompagner devant les écrans',
    easy: 'Suivre l’école de ses enfants',
  },
  {
    code: 'loisirs_et_creations_numeriques',
    standard: 'Loisirs et créations numériques',
    label: 'Loisirs et créations numériques',
    labelEn: 'Digital leisure and making',
    plain: 'Photos, vidéos, jeux et créations sur ordinateur',
  },
  {
    code: 'comprehension_du_monde_numerique',
    standard: 'Compréhension du monde numérique',
    label: 'Compréhension du monde numérique',
    labelEn: 'Understanding the digital world',
    plain: 'Comprendre internet, les réseaux sociaux et les informations',
    easy: 'Comprendre internet',
  },
  {
    code: 'acces_internet_et_materiel_informatique',
    standard: 'Accès internet et matériel informatique',
    label: 'Accès internet et matériel informatique',
    labelEn: 'Internet access and computers on site',
    plain: 'Utiliser un ordinateur, imprimer et scanner vos papiers, avoir le Wi-Fi',
    easy: 'Utiliser un ordinateur ou imprimer',
  },
  {
    code: 'acquisition_de_materiel_informatique_a_prix_solidaire',
    standard: 'Acquisition de matériel informatique à prix solidaire',
    label: 'Acquisition de matériel informatique à prix solidaire',
    labelEn: 'Low-cost computers and phones',
    plain: 'Avoir un ordinateur ou un téléphone à petit prix',
  },
]);

/** People a place receives first: field `publics_specifiquement_adresses`. None given means everybody. */
export const publics = inOrder([
  {
    code: 'jeunes',
    standard: 'Jeunes',
    label: 'Jeunes',
    labelEn: 'Young people',
  },
  {
    code: 'etudiants',
    standard: 'Étudiants',
    label: 'Étudiants',
    labelEn: 'Students',
    plain: 'Personnes qui font des études',
  },
  {
    code: 'familles_et_ou_enfants',
    standard: 'Familles et/ou enfants',
    label: 'Familles et enfants',
    labelEn: 'Families and children',
    repaired: ['Familles/enfants'],
  },
  {
    code: 'seniors',
    standard: 'Seniors',
    label: 'Seniors',
    labelEn: 'Older people',
    plain: 'Personnes âgées',
  },
  {
    code: 'femmes',
    standard: 'Femmes',
    label: 'Femmes',
    labelEn: 'Women',
  },
]);

/** Particular needs the place can meet: field `prise_en_charge_specifique`. */
export const specialCare = inOrder([
  {
    code: 'surdite',
    standard: 'Surdité',
    label: 'Surdité',
    labelEn: 'Deafness',
    plain: 'Personnes sourdes ou malentendantes',
  },
  {
    code: 'handicaps_moteurs',
    standard: 'Handicaps moteurs',
    label: 'Handicaps moteurs',
    labelEn: 'Motor disabilities',
    plain: 'Personnes qui se déplacent ou bougent avec difficulté',
  },
  {
    code: 'handicaps_mentaux',
    standard: 'Handicaps mentaux',
    label: 'Handicaps mentaux',
    labelEn: 'Learning disabilities',
    plain: 'Personnes avec un handicap mental',
  },
  {
    code: 'illettrisme',
    standard: 'Illettrisme',
    label: 'Illettrisme',
    labelEn: 'Help with reading and writing',
    plain: 'Aide à la lecture et à l’écriture',
  },
  {
    code: 'langues_etrangeres_anglais',
    standard: 'Langues étrangères (anglais)',
    label: 'Langues étrangères (anglais)',
    labelEn: 'English spoken',
    plain: 'On parle anglais',
  },
  {
    code: 'langues_etrangeres_autres',
    standard: 'Langues étrangères (autres)',
    label: 'Langues étrangères (autres)',
    labelEn: 'Other languages spoken',
    plain: 'On parle une autre langue',
  },
  {
    code: 'deficience_visuelle',
    standard: 'Déficience visuelle',
    label: 'Déficience visuelle',
    labelEn: 'Visual impairment',
    plain: 'Personnes aveugles ou malvoyantes',
  },
]);

/** What it costs: field `frais_a_charge`. */
export const fees = inOrder([
  {
    code: 'gratuit',
    standard: 'Gratuit',
    label: 'Gratuit',
    labelEn: 'Free',
    repaired: ['Gratuit : Je peux accéder gratuitement au lieu et à ses services'],
  },
  {
    code: 'gratuit_sous_condition',
    standard: 'Gratuit sous condition',
    label: 'Gratuit sous condition',
    labelEn: 'Free under conditions',
    plain: 'Gratuit dans certains cas',
    hint: 'Adhésion, situation de la famille, convention, pass numérique…',
    repaired: [
      'Gratuit sous condition : La gratuité est conditionnée à des critères (adhésion, situation familiale, convention avec un organisme social, pass numériques…)',
    ],
  },
  {
    code: 'payant',
    standard: 'Payant',
    label: 'Payant',
    labelEn: 'Paying',
    repaired: ["Payant : L'accès au lieu et/ou à ses services est payant"],
  },
]);
