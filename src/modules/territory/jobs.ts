import type { JobDefinition } from '../../core/jobs.ts';
import { doPlan, planJobName, resumePlans } from './planning.ts';

/** A plan asked on a page, or its trials. */
const plan: JobDefinition = {
  name: planJobName,
  title: { fr: 'Calculer un plan de positionnement', en: 'Work out a positioning plan' },
  run: (ground, payload) => doPlan(ground, payload as { scenario: string; trials?: boolean }),
};

/** What a process that was killed has left at work. */
const resume: JobDefinition = {
  name: 'territory:resume',
  title: { fr: 'Reprendre les plans interrompus', en: 'Take up interrupted plans' },
  atStart: true,
  run: resumePlans,
};

export const territoryJobs: readonly JobDefinition[] = [plan, resume];
