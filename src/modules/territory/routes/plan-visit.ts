import { keyOfPress, type Typed } from '../../../core/forms.ts';
import type { Visit } from '../../../core/http/route.ts';
import { say } from '../../../core/i18n.ts';
import { planMessages } from '../messages-plans.ts';
import { plansPath } from '../pages/plan-pages.tsx';
import type { Acting } from '../planning.ts';
import { findScenario, type Scenario } from '../store-scenarios.ts';

/** What an act of a visit is given; the same press twice is one act. */
export function actingOf(visit: Visit, typed?: Typed): Acting {
  const { ground, actor, now, number } = visit;
  const key = typed && keyOfPress(visit.url, typed);
  return { database: ground.database, actor, now, request: number, ...(key ? { key } : {}) };
}

export async function withScenario(
  visit: Visit,
  answer: (scenario: Scenario) => Promise<Response> | Response,
): Promise<Response> {
  const found = await visit.read(transaction => findScenario(transaction, visit.params.id ?? ''));
  return found ? await answer(found) : await visit.error(404);
}

export function planFrame(visit: Visit, title: string) {
  const words = say(planMessages, visit.reader);
  return {
    title,
    crumbs: [
      { label: words.desk, href: '/pro' },
      ...(title === words.listTitle ? [] : [{ label: words.listTitle, href: plansPath }]),
      { label: title },
    ],
    desk: true,
    robots: 'noindex',
  };
}
