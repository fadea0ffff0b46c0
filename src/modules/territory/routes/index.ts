import type { Route } from '../../../core/http/route.ts';
import { compareRoutes } from './comparing.tsx';
import { comparePlanRoutes } from './comparing-plans.tsx';
import { definitionRoutes } from './definitions.tsx';
import { importRoutes } from './imports.tsx';
import { indexFileRoutes } from './index-files.ts';
import { indexPageRoutes } from './index-pages.tsx';
import { indexPaperRoutes } from './index-papers.ts';
import { methodRoutes } from './method.tsx';
import { planPointRoutes } from './plan-points.ts';
import { positioningRoutes } from './positioning.tsx';
import { positioningActRoutes } from './positioning-acts.tsx';
import { positioningPaperRoutes } from './positioning-papers.ts';
import { roundsRoutes } from './rounds.tsx';

/** Every address of the territory. */
export const territoryRoutes: readonly Route[] = [
  ...indexPageRoutes,
  ...compareRoutes,
  ...methodRoutes,
  ...indexFileRoutes,
  ...indexPaperRoutes,
  ...importRoutes,
  ...definitionRoutes,
  ...comparePlanRoutes,
  ...positioningActRoutes,
  ...positioningPaperRoutes,
  ...roundsRoutes,
  ...planPointRoutes,
  ...positioningRoutes,
];
