import type { Route } from '../../../core/http/route.ts';
import { coverageRoutes } from './coverage.tsx';
import { importReportRoutes } from './import-report.tsx';
import { listRoutes } from './list.tsx';
import { mapRoutes } from './map.tsx';
import { placeRoutes } from './place.tsx';
import { printRoutes } from './print.tsx';
import { reportRoutes } from './report.tsx';
import { wizardRoutes } from './wizard.tsx';

/** Every address of the directory; the ones with a fixed last word come before `/lieux/:slug`. */
export const directoryRoutes: readonly Route[] = [
  ...listRoutes,
  ...mapRoutes,
  ...coverageRoutes,
  ...wizardRoutes,
  ...importReportRoutes,
  ...reportRoutes,
  ...printRoutes,
  ...placeRoutes,
];
