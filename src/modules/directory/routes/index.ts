import type { Route } from '../../../core/http/route.ts';
import { listRoutes } from './list.tsx';
import { placeRoutes } from './place.tsx';
import { reportRoutes } from './report.tsx';
import { wizardRoutes } from './wizard.tsx';

/** Every address of the directory; the ones with a fixed last word come before `/lieux/:slug`. */
export const directoryRoutes: readonly Route[] = [...listRoutes, ...wizardRoutes, ...reportRoutes, ...placeRoutes];
