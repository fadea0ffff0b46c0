import { accessibilityPage } from './accessibility.tsx';
import { helpPage } from './help.tsx';
import { legalPage } from './legal.tsx';
import type { StaticPage } from './static-page.tsx';
import { yourDataPage } from './your-data.tsx';

/** The pages of core that have no data: `StaticBody` draws them, `staticFrame` frames them. */
export const staticPages: readonly StaticPage[] = [helpPage, accessibilityPage, yourDataPage, legalPage];
