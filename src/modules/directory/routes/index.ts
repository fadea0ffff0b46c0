import type { Route } from '../../../core/http/route.ts';
import { apiRoutes } from './api.ts';
import { claimRoutes } from './claim.tsx';
import { coverageRoutes } from './coverage.tsx';
import { dataRoutes } from './data.tsx';
import { embedRoutes } from './embed.tsx';
import { exportRoutes } from './exports.ts';
import { importReportRoutes } from './import-report.tsx';
import { listRoutes } from './list.tsx';
import { mapRoutes } from './map.tsx';
import { placeRoutes } from './place.tsx';
import { printRoutes } from './print.tsx';
import { decidingRoutes } from './pro/deciding.tsx';
import { duplicateRoutes } from './pro/duplicates.tsx';
import { editRoutes } from './pro/edit.tsx';
import { importRoutes } from './pro/imports.tsx';
import { keptRoutes } from './pro/kept.tsx';
import { occasionRoutes } from './pro/occasions.tsx';
import { queueRoutes } from './pro/queue.tsx';
import { proposeRoutes } from './propose.tsx';
import { reminderRoutes } from './reminder.tsx';
import { reportRoutes } from './report.tsx';
import { sitemapRoutes } from './sitemap.ts';
import { wizardRoutes } from './wizard.tsx';

/** Every address of the directory; the ones with a fixed last word come before `/lieux/:slug`. */
export const directoryRoutes: readonly Route[] = [
  ...listRoutes,
  ...mapRoutes,
  ...coverageRoutes,
  ...wizardRoutes,
  ...dataRoutes,
  ...exportRoutes,
  ...sitemapRoutes,
  ...apiRoutes,
  ...embedRoutes,
  ...importReportRoutes,
  ...proposeRoutes,
  ...reminderRoutes,
  ...claimRoutes,
  ...reportRoutes,
  ...printRoutes,
  ...placeRoutes,
  ...queueRoutes,
  ...decidingRoutes,
  ...duplicateRoutes,
  ...importRoutes,
  ...keptRoutes,
  ...occasionRoutes,
  ...editRoutes,
];
