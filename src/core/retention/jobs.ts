import type { JobDefinition } from '../jobs.ts';
import { applyRetention, rulesOf } from './engine.ts';

/** Every night, after the change of hour: what has had its time ends. */
export const retentionJob: JobDefinition = {
  name: 'core:retention',
  title: { fr: 'Effacer ce qui a fait son temps', en: 'Erase what has served' },
  cron: '10 4 * * *',
  async run(ground) {
    const actor = { kind: 'job', ref: 'core:retention' } as const;
    await applyRetention(ground.database, rulesOf(ground), actor, ground.now());
  },
};
