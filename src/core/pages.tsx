import { everybodyMay } from './access.ts';
import { administrationRoutes } from './administration/routes.tsx';
import { settingsRoutes } from './administration/settings-routes.tsx';
import { apiRoutes } from './api/routes.ts';
import type { Route, Visit } from './http/route.ts';
import { journalRoutes } from './journal/routes.ts';
import { notifyRoutes } from './notify/routes.tsx';
import { coreComponents } from './ui/examples/index.ts';
import { GalleryPage, galleryFrame } from './ui/gallery-page.tsx';
import { HomePage, homeFrame, type Need, needItems } from './ui/home-page.tsx';
import { HelpPanel } from './ui/notices.tsx';
import { staticPages } from './ui/pages/index.ts';
import { StaticBody, staticFrame } from './ui/pages/static-page.tsx';

const everybodyMayRead = everybodyMay('A00', 'Tout le monde peut lire les pages publiques');

/** The pages of the ground itself. */
export const corePages: readonly Route[] = [
  ...notifyRoutes,
  ...administrationRoutes,
  ...settingsRoutes,
  { method: 'GET', path: '/', policy: everybodyMayRead, reach: 'linked', handle: home },
  ...staticPages.map(
    (page): Route => ({
      method: 'GET',
      path: page.path,
      policy: everybodyMayRead,
      reach:
        page.path === '/aide'
          ? { exempt: 'remplace le téléphone de l’en-tête quand le territoire n’en a pas' }
          : 'linked',
      handle: visit =>
        visit.page(
          staticFrame(page, visit.reader, visit.territory),
          <StaticBody
            text={page.text(visit.reader, visit.territory)}
            help={<HelpPanel reader={visit.reader} territory={visit.territory} />}
          />,
          { maxAge: 300 },
        ),
    }),
  ),
  {
    method: 'GET',
    path: '/composants',
    policy: everybodyMayRead,
    reach: { exempt: 'documentation des pièces de l’écran, pour qui construit les pages' },
    handle: visit => {
      const components = [
        ...coreComponents,
        ...visit.ground.modules.flatMap(module => module.components ?? []),
      ];
      return visit.page(galleryFrame, <GalleryPage components={components} />, { maxAge: 300 });
    },
  },
  ...journalRoutes,
  ...apiRoutes,
  {
    method: 'GET',
    path: '/robots.txt',
    policy: everybodyMayRead,
    reach: { exempt: 'lu par les moteurs de recherche' },
    handle: visit =>
      new Response(
        `User-agent: *\nDisallow: /api/\nDisallow: /embed/\nDisallow: /lieux/imports/\nDisallow: /pro\nDisallow: /compte\nDisallow: /invitation\nSitemap: ${visit.origin}/sitemap.xml\n`,
        {
          headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'public, max-age=3600' },
        },
      ),
  },
];

async function home(visit: Visit): Promise<Response> {
  const panels = visit.ground.modules.map(module => module.panels ?? {});
  const hrefs: Partial<Record<Need, string>> = Object.assign(
    {},
    ...panels.map(panel => panel.homeNeeds ?? {}),
  );
  const first = await Promise.all(panels.map(panel => panel.homeFirst?.(visit)));
  const open = await Promise.all(panels.map(panel => panel.homeNow?.(visit)));
  const suggestions = await Promise.all(panels.map(panel => panel.homeSuggestions?.(visit)));
  return await visit.page(
    { ...homeFrame(visit.reader, visit.territory), canonical: `${visit.origin}/` },
    <HomePage
      reader={visit.reader}
      needs={needItems(visit.reader, need => hrefs[need] ?? '/aide')}
      first={first.filter(Boolean)}
      open={open.filter(Boolean)}
      help={<HelpPanel reader={visit.reader} territory={visit.territory} />}
      suggestions={suggestions.flatMap(words => words ?? [])}
    />,
    { maxAge: 60 },
  );
}
