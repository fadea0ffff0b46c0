import type { Route, Visit } from '../../../core/http/route.ts';
import { say } from '../../../core/i18n.ts';
import { capital, dayText } from '../../../core/typography.ts';
import { hasFewCodes } from '../domain/recovery-codes.ts';
import { findAtTheDoor } from '../keys/entering.ts';
import { deskMessages } from '../messages-desk.ts';
import { DeskPage } from '../pages/desk-page.tsx';
import { membersMaySeeTheDesk } from '../policy.ts';

/** Most things to do shown before one link to the rest. */
const mostShown = 5;

export const deskRoutes: readonly Route[] = [
  { method: 'GET', path: '/pro', policy: membersMaySeeTheDesk, reach: 'linked', handle: desk },
];

/** « Mon bureau »: what waits, late first, then the parts of the houses in order. */
async function desk(visit: Visit): Promise<Response> {
  const { reader, now, actor } = visit;
  const words = say(deskMessages, reader);
  const panels = visit.ground.modules.map(module => module.panels ?? {});
  const todo = (await Promise.all(panels.map(panel => panel.todo?.(visit) ?? [])))
    .flat()
    .sort((a, b) => a.due.getTime() - b.due.getTime());
  const parts = await Promise.all(panels.map(panel => panel.desk?.(visit)));
  const found = await findAtTheDoor(visit, { id: actor.ref });
  const all = visit.url.searchParams.has('tout');
  const title = capital(dayText(now, { language: reader.language, now }));
  return await visit.page(
    { title, crumbs: [], desk: true, robots: 'noindex' },
    <DeskPage
      title={title}
      organisation={actor.account?.membership?.organisation.name ?? words.yourOrganisation}
      isDraft={actor.account?.membership?.organisation.state === 'brouillon'}
      settings={`/pro/reseau/structures/${actor.account?.membership?.organisation.id}/reglages`}
      fewCodes={found !== null && hasFewCodes(found)}
      todo={all ? todo : todo.slice(0, mostShown)}
      later={all ? 0 : Math.max(0, todo.length - mostShown)}
      total={todo.length}
      parts={parts.filter(Boolean)}
      reader={reader}
    />,
  );
}
