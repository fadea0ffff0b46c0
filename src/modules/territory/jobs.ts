import type { JobDefinition } from '../../core/jobs.ts';
import { doPlan, planJobName } from './planning.ts';

/** A plan asked on a page, or its trials. */
const plan: JobDefinition = {
  name: planJobName,
  title: { fr: 'Calculer un plan de positionnement', en: 'Work out a positioning plan' },
  run: (ground, payload) => doPlan(ground, payload as { scenario: string; trials?: boolean }),
};

export const territoryJobs: readonly JobDefinition[] = [plan];
