import type { OwnData } from '../../core/own-data.ts';

/** What the directory holds about an account. */
export const directoryOwnData: readonly OwnData[] = [
  {
    key: 'demandes_de_lieux',
    fr: 'Lieux que vous avez demandé à tenir',
    en: 'Places you asked to keep',
    table: 'directory.claim',
    account: 'account_id',
    columns: {
      made_at: 'date',
      place_id: 'lieu',
      proof: 'preuve',
      statement: 'texte',
      state: 'etat',
      decided_at: 'decidee',
      reason: 'raison',
    },
  },
];
