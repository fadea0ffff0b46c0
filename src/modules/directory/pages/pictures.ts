import type { IconName } from '../../../core/ui/icons.tsx';
import type { ServiceCode } from '../vocabulary.ts';

/** The drawing of each help, for easy-to-read pages. */
export const pictures: Readonly<Record<ServiceCode, IconName>> = {
  aide_aux_demarches_administratives: 'doc',
  maitrise_des_outils_numeriques_du_quotidien: 'learn',
  insertion_professionnelle_via_le_numerique: 'pen',
  utilisation_securisee_du_numerique: 'safe',
  parentalite_et_education_avec_le_numerique: 'home',
  loisirs_et_creations_numeriques: 'photo',
  comprehension_du_monde_numerique: 'learn',
  acces_internet_et_materiel_informatique: 'print',
  acquisition_de_materiel_informatique_a_prix_solidaire: 'pc',
};
