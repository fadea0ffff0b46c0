import type { Route } from '../../../core/http/route.ts';
import { say } from '../../../core/i18n.ts';
import { directoryMessages } from '../messages.ts';
import { importMessages } from '../messages-import.ts';
import { ImportPage } from '../pages/import-page.tsx';
import { holdersOfTheAddressMayReadTheImport } from '../policy.ts';
import { findImportReport, findVerdicts } from '../store/import-runs.ts';

/** Rows on one page of a report. */
const pageRows = 200;

export const importReportRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/lieux/imports/:secret',
    policy: holdersOfTheAddressMayReadTheImport,
    reach: { exempt: 'adresse secrète donnée par la commande d’import' },
    handle: async visit => {
      const { database } = visit.ground;
      const run = await findImportReport(database, visit.params.secret ?? '');
      if (!run) return await visit.error(404);
      const path = visit.url.pathname;
      const all = visit.url.searchParams.get('lignes') === 'toutes';
      const after = Number(/^\d{1,7}$/.exec(visit.url.searchParams.get('apres') ?? '')?.[0] ?? 0);
      const verdicts = await findVerdicts(database, run.id, {
        after,
        limit: pageRows,
        ...(all ? {} : { outcomes: ['warn', 'rejected'] as const }),
      });
      const last = verdicts.length === pageRows ? verdicts.at(-1)!.row : null;
      const { title } = say(importMessages, visit.reader);
      const { home } = say(directoryMessages, visit.reader);
      return await visit.page(
        { title, crumbs: [{ label: home, href: '/' }, { label: title }], robots: 'noindex' },
        <ImportPage
          run={run}
          verdicts={verdicts}
          next={last === null ? null : `${path}?${all ? 'lignes=toutes&' : ''}apres=${last}`}
          all={all}
          path={path}
          now={visit.now}
          reader={visit.reader}
        />,
        run.state === 'running' ? { refreshSeconds: 5 } : {},
      );
    },
  },
];
