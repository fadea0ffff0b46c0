import type { OwnData } from '../../core/own-data.ts';

/** What the territory holds about an account. */
export const territoryOwnData: readonly OwnData[] = [
  {
    key: 'fichiers_d_indicateurs',
    fr: 'Fichiers d’indicateurs que vous avez chargés',
    en: 'Files of indicators you loaded',
    table: 'territory.import',
    account: 'by',
    columns: { at: 'date', indicator: 'indicateur', vintage: 'annee', file_name: 'fichier' },
  },
];
