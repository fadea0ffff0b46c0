import type { Route } from '../../../core/http/route.ts';
import { cardRoutes } from './card.tsx';
import { factorRoutes } from './factor.tsx';
import { federationRoutes } from './federation.tsx';
import { meansRoutes } from './means.tsx';
import { openingRoutes } from './opening.tsx';
import { phoneOpeningRoutes } from './opening-phone.tsx';
import { signInRoutes } from './sign-in.tsx';

/** Every page where people prove who they are, or keep the means to do it. */
export const keyRoutes: readonly Route[] = [
  ...signInRoutes,
  ...openingRoutes,
  ...phoneOpeningRoutes,
  ...factorRoutes,
  ...federationRoutes,
  ...meansRoutes,
  ...cardRoutes,
];
