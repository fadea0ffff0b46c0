import type { Typed } from '../../../../core/forms.ts';
import type { Visit } from '../../../../core/http/route.ts';
import { say } from '../../../../core/i18n.ts';
import type { PageFrame } from '../../../../core/ui/site.ts';
import type { ListedPlace } from '../../catalogue.ts';
import { type House, openHouse } from '../../house.ts';
import { type Acting, keptPage, NoSuchPage } from '../../keeping.ts';
import { keepingMessages } from '../../messages-keeping.ts';
import { editorsMayKeepTheirPlaces } from '../../policy.ts';
import { communeName } from '../../presenting.ts';
import { readingContext } from '../../reading-context.ts';
import { findPlaceId } from '../../store/places.ts';

/** What every act of a visit is given. */
export function actingOf(visit: Visit, key?: string): Acting & { secret: string } {
  const { ground, actor, now, number } = visit;
  return {
    database: ground.database,
    actor,
    now,
    request: number,
    secret: ground.secret,
    ...(key ? { key } : {}),
  };
}

/**
 * The place of the address, for who may correct it. For the others it is not there: a page of another organisation
 * and an address that never was answer the same.
 */
export async function withKeptPlace(
  visit: Visit,
  answer: (house: House, listed: ListedPlace) => Promise<Response>,
): Promise<Response> {
  const house = await openHouse(visit.ground);
  // A form made from yesterday’s version would meet itself as a conflict.
  await house.catalogue.lookAgain();
  const slug = visit.params.slug ?? '';
  const listed = house.catalogue.withSlug(slug) ?? (await renamed(visit, house, slug));
  if (!listed) return await visit.error(404);
  const kept = await visit.read(transaction => keptPage(transaction, listed.id));
  if (!editorsMayKeepTheirPlaces.allows(visit.actor, kept)) return await visit.error(404);
  // A form sent to the old address is taken as it is: what was typed is not lost on the way.
  if (listed.place.slug !== slug && visit.method === 'GET')
    return visit.redirect(visit.url.pathname.replace(slug, listed.place.slug));
  try {
    return await answer(house, listed);
  } catch (error) {
    if (error instanceof NoSuchPage) return await visit.error(404);
    throw error;
  }
}

/** The place that bore this address before it was renamed. */
async function renamed({ ground }: Visit, house: House, slug: string): Promise<ListedPlace | undefined> {
  const id = await findPlaceId(ground.database, slug);
  return id ? house.catalogue.all().find(listed => listed.id === id) : undefined;
}

/** The frame of a professional page of the directory. */
export function proFrame(visit: Visit, title: string, place?: { name: string; slug: string }): PageFrame {
  const words = say(keepingMessages, visit.reader);
  return {
    title,
    crumbs: [
      { label: words.desk, href: '/pro' },
      { label: words.places, href: '/pro/lieux' },
      ...(place ? [{ label: place.name, href: `/pro/lieux/${place.slug}` }] : []),
      { label: title },
    ],
    desk: true,
    robots: 'noindex',
  };
}

/** What reading a form needs of the territory and of the day. */
export const formContextOf = (visit: Visit, house: House, listed: ListedPlace) => ({
  communeName: communeName(house, listed.place),
  context: readingContext(house, visit.now),
});

/** The first value of a field, as typed. */
export const typedText = (typed: Typed, name: string): string => String([typed[name] ?? ''].flat()[0]).trim();
