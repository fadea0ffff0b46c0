import { sql } from 'kysely';
import { before, type RetentionRule } from '../../core/retention/rule.ts';

/** When plans that served no more end (product/territory.md §11); adopted plans, definitions and runs are kept. */
export const territoryRetention: readonly RetentionRule[] = [
  {
    code: 'territory.drafts',
    fr: 'Plans jamais calculés\u00a0: 24\u00a0mois après leur dernière ouverture.',
    en: 'Plans never worked out: 24 months after they were last opened.',
    table: 'territory.scenario',
    columns: [],
    due: now => sql`state IN ('draft', 'running') AND opened_at < ${before(now, 24, 'months')}`,
    end: 'delete',
  },
  {
    code: 'territory.unshared_plans',
    fr: 'Plans calculés et non partagés\u00a0: 36\u00a0mois après leur dernière ouverture.',
    en: 'Plans worked out and not shared: 36 months after they were last opened.',
    table: 'territory.scenario',
    columns: [],
    due: now =>
      sql`state IN ('computed', 'archived') AND adopted_at IS NULL AND opened_at < ${before(now, 36, 'months')}`,
    end: 'delete',
  },
  {
    code: 'territory.share_links',
    fr: 'Liens de partage des plans\u00a0: 12\u00a0mois.',
    en: 'Links that share plans: 12 months.',
    table: 'territory.scenario',
    columns: [],
    due: now => sql`share_ends_at < ${now}`,
    end: {
      share_hash: sql`NULL`,
      share_ends_at: sql`NULL`,
      state: sql`CASE WHEN state = 'shared' THEN 'computed' ELSE state END`,
    },
  },
  {
    code: 'territory.trial_draws',
    fr: 'Détail des essais d’hypothèses\u00a0: 24\u00a0mois\u00a0; leur résumé reste.',
    en: 'Details of trials of hypotheses: 24 months; their summary stays.',
    table: 'territory.scenario_robustness',
    columns: [],
    due: now =>
      sql`scenario IN (SELECT id FROM territory.scenario WHERE computed_at < ${before(now, 24, 'months')})`,
    end: 'delete',
  },
  // The house of accounts stands above: its table is read by its name.
  {
    code: 'territory.import_authors',
    fr: 'Qui a chargé un fichier d’indicateur\u00a0: jusqu’à la fermeture de son compte.',
    en: 'Who loaded a file of an indicator: until their account is closed.',
    table: 'territory.import',
    columns: ['territory.import.by'],
    due: () =>
      sql`"by" IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM network.account WHERE account.id::text = "by" AND account.state <> 'clos')`,
    end: { by: sql`NULL` },
  },
];
