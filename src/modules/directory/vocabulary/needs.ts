import type { services } from './services.ts';

type ServiceCode = (typeof services)[number]['code'];

/** A need as a person says it: first question of the wizard and doors of the home page. */
export interface Need {
  readonly code: string;
  readonly label: string;
  readonly labelEn: string;
  /** A few words under the label. */
  readonly hint: string;
  readonly hintEn: string;
  /** Easy-to-read French: one short sentence, no abbreviation. */
  readonly easy: string;
  readonly icon: string;
  /** Services that answer the need; empty means every place. */
  readonly services: readonly ServiceCode[];
}

/** The eight needs, in the order of the pictures. */
export const needs: readonly Need[] = [
  {
    code: 'demarches',
    label: 'Faire une démarche en ligne',
    labelEn: 'Deal with official papers online',
    hint: 'Impôts, Caf, retraite, santé, carte grise',
    hintEn: 'Taxes, benefits, pension, health, car papers',
    easy: 'J’ai des papiers à faire.',
    icon: 'papers',
    services: ['aide_aux_demarches_administratives'],
  },
  {
    code: 'apprendre',
    label: 'Apprendre',
    labelEn: 'Learn',
    hint: 'Ordinateur, téléphone, internet, courriel',
    hintEn: 'Computer, phone, internet, e-mail',
    easy: 'Je veux apprendre.',
    icon: 'learn',
    services: ['maitrise_des_outils_numeriques_du_quotidien', 'comprehension_du_monde_numerique'],
  },
  {
    code: 'emploi',
    label: 'Faire un CV, chercher un emploi',
    labelEn: 'Write a CV, look for work',
    hint: 'Candidatures, France Travail',
    hintEn: 'Applications, job centre',
    easy: 'Je cherche un travail.',
    icon: 'work',
    services: ['insertion_professionnelle_via_le_numerique'],
  },
  {
    code: 'securite',
    label: 'Éviter les arnaques',
    labelEn: 'Avoid scams',
    hint: 'Messages douteux, mots de passe',
    hintEn: 'Strange messages, passwords',
    easy: 'J’ai reçu un message bizarre.',
    icon: 'safe',
    services: ['utilisation_securisee_du_numerique'],
  },
  {
    code: 'ecole',
    label: 'Suivre l’école, aider les enfants',
    labelEn: 'School and children',
    hint: 'Pronote, cantine, écrans à la maison',
    hintEn: 'School apps, canteen, screens at home',
    easy: 'J’ai des enfants à l’école.',
    icon: 'school',
    services: ['parentalite_et_education_avec_le_numerique', 'loisirs_et_creations_numeriques'],
  },
  {
    code: 'imprimer',
    label: 'Imprimer, scanner, avoir le Wi-Fi',
    labelEn: 'Print, scan, use Wi-Fi',
    hint: 'Un ordinateur sur place',
    hintEn: 'A computer on site',
    easy: 'Je veux imprimer un papier.',
    icon: 'print',
    services: ['acces_internet_et_materiel_informatique'],
  },
  {
    code: 'materiel',
    label: 'Avoir un ordinateur à petit prix',
    labelEn: 'Get a low-cost computer',
    hint: 'Ordinateur ou téléphone reconditionné',
    hintEn: 'Refurbished computer or phone',
    easy: 'Je veux un ordinateur à petit prix.',
    icon: 'computer',
    services: ['acquisition_de_materiel_informatique_a_prix_solidaire'],
  },
  {
    code: 'autre',
    label: 'Je ne sais pas',
    labelEn: 'I don’t know',
    hint: 'Tous les lieux qui aident',
    hintEn: 'Every place that helps',
    easy: 'J’ai une autre question.',
    icon: 'question',
    services: [],
  },
];
