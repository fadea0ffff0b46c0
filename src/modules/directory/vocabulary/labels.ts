import { inOrder } from './term.ts';

/** National schemes the place belongs to: field `dispositif_programmes_nationaux`. */
export const programmes = inOrder([
  {
    code: 'aidants_connect',
    standard: 'Aidants Connect',
    label: 'Aidants Connect',
    labelEn: 'Aidants Connect',
    plain: 'Une personne habilitée peut faire la démarche pour vous, avec votre accord',
    easy: 'Une personne peut remplir vos papiers pour vous',
  },
  {
    // The standard has no final s on « numérique »: exports keep its spelling, screens do not.
    code: 'bibliotheques_numerique_de_reference',
    standard: 'Bibliothèques numérique de référence',
    label: 'Bibliothèque numérique de référence',
    labelEn: 'Reference digital library',
    repaired: ['Bibliothèques numériques de référence', 'Bibliothèque numérique de référence'],
  },
  {
    code: 'certification_pix',
    standard: 'Certification PIX',
    label: 'Certification Pix',
    labelEn: 'Pix certification',
    easy: 'Vous pouvez passer un examen d’informatique',
  },
  {
    code: 'conseillers_numeriques',
    standard: 'Conseillers numériques',
    label: 'Conseillers numériques',
    labelEn: 'Digital advisers',
    plain: 'Un conseiller numérique est présent',
    easy: 'Une personne vous apprend internet',
  },
  {
    code: 'emmaus_connect',
    standard: 'Emmaüs Connect',
    label: 'Emmaüs Connect',
    labelEn: 'Emmaüs Connect',
  },
  {
    code: 'france_services',
    standard: 'France Services',
    label: 'France services',
    labelEn: 'France services',
    easy: 'France services\u00a0: une aide pour vos papiers',
  },
  {
    code: 'grande_ecole_du_numerique',
    standard: 'Grande école du numérique',
    label: 'Grande école du numérique',
    labelEn: 'Grande école du numérique',
  },
  {
    code: 'la_croix_rouge',
    standard: 'La Croix Rouge',
    label: 'La Croix-Rouge',
    labelEn: 'Red Cross',
  },
  {
    code: 'point_d_acces_numerique_caf',
    standard: "Point d'accès numérique CAF",
    label: 'Point d’accès numérique de la Caf',
    labelEn: 'Family allowance (Caf) digital point',
    easy: 'Un ordinateur pour la Caf',
  },
  {
    code: 'promeneurs_du_net',
    standard: 'Promeneurs du net',
    label: 'Promeneurs du net',
    labelEn: 'Promeneurs du net (online youth workers)',
    easy: 'Une personne parle avec les jeunes sur internet',
  },
  {
    code: 'relais_numerique_emmaus_connect',
    standard: 'Relais numérique (Emmaüs Connect)',
    label: 'Relais numérique (Emmaüs Connect)',
    labelEn: 'Emmaüs Connect relay',
  },
]);

/** Trainings and labels of the standard: field `formations_labels`. Local labels live in `otherLabels`. */
export const trainings = inOrder([
  {
    code: 'forme_a_mon_espace_sante',
    standard: 'Formé à « Mon Espace Santé »',
    label: 'Formé à «\u00a0Mon espace santé\u00a0»',
    labelEn: 'Trained on “Mon espace santé”',
    plain: 'Peut vous aider avec Mon espace santé',
  },
  {
    code: 'forme_a_duplex_illettrisme',
    standard: 'Formé à « DUPLEX » (illettrisme)',
    label: 'Formé à «\u00a0Duplex\u00a0» (illettrisme)',
    labelEn: 'Trained on “Duplex” (reading difficulties)',
    easy: 'Aide les personnes qui lisent avec difficulté',
    repaired: ['Formé à « DUPLEX » (illetrisme)'],
  },
  {
    code: 'arnia_mednum_bfc_bourgogne_franche_comte',
    standard: 'Arnia/MedNum BFC (Bourgogne-Franche-Comté)',
    label: 'Arnia/MedNum BFC (Bourgogne-Franche-Comté)',
    labelEn: 'Arnia/MedNum BFC (Bourgogne-Franche-Comté)',
  },
  {
    code: 'collectif_ressources_et_acteurs_reemploi_normandie',
    standard: 'Collectif ressources et acteurs réemploi (Normandie)',
    label: 'Collectif ressources et acteurs réemploi (Normandie)',
    labelEn: 'Reuse collective (Normandy)',
  },
  {
    // The schema has no space before the parenthesis, its own text and the common library have one.
    code: 'etapes_numeriques_la_poste',
    standard: 'Étapes numériques(La Poste)',
    label: 'Étapes numériques (La Poste)',
    labelEn: 'Étapes numériques (post office)',
    alsoRead: ['Étapes numériques (La Poste)'],
  },
  {
    code: 'fabriques_de_territoire',
    standard: 'Fabriques de Territoire',
    label: 'Fabriques de territoire',
    labelEn: 'Fabriques de territoire',
  },
  {
    code: 'les_eclaireurs_du_numerique_drome',
    standard: 'Les Éclaireurs du numérique (Drôme)',
    label: 'Les Éclaireurs du numérique (Drôme)',
    labelEn: 'Les Éclaireurs du numérique (Drôme)',
  },
  {
    code: 'mes_papiers_metropole_de_lyon',
    standard: 'Mes Papiers (Métropole de Lyon)',
    label: 'Mes Papiers (Métropole de Lyon)',
    labelEn: 'Mes Papiers (Métropole de Lyon)',
  },
  {
    code: 'ordi_3_0',
    standard: 'ORDI 3.0',
    label: 'Ordi 3.0',
    labelEn: 'Ordi 3.0',
  },
  {
    code: 'sud_labs_paca',
    standard: 'SUD LABS (PACA)',
    label: 'Sud Labs (Provence-Alpes-Côte d’Azur)',
    labelEn: 'Sud Labs (Provence-Alpes-Côte d’Azur)',
  },
]);

/**
 * Local labels of the Landes, exactly as the national platform looks for them
 * in `autres_formations_labels`.
 */
export const localLabels = ['LandesMail', 'Ordi Pin40'] as const;
