import type { Route, Visit } from '../../../core/http/route.ts';
import { say } from '../../../core/i18n.ts';
import { attributionOf } from '../../../core/territory-settings.ts';
import { openHouse } from '../house.ts';
import { directoryMessages } from '../messages.ts';
import { dataMessages } from '../messages-data.ts';
import { DataPage } from '../pages/data-page.tsx';
import { everybodyMayReadPlaces } from '../policy.ts';

export const dataRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/lieux/donnees',
    policy: everybodyMayReadPlaces,
    reach: 'linked',
    handle: dataPage,
  },
];

async function dataPage(visit: Visit): Promise<Response> {
  const { reader, origin, ground, territory } = visit;
  const { communes } = await openHouse(ground);
  const common = say(directoryMessages, reader);
  const { title } = say(dataMessages, reader);
  // The second town by its people: the first has more places than an example wants.
  const example = communes.all
    .filter(({ home }) => home)
    .sort((a, b) => (b.population ?? 0) - (a.population ?? 0))[1];
  return await visit.page(
    {
      title,
      crumbs: [
        { label: common.home, href: '/' },
        { label: common.placesTitle, href: '/lieux' },
        { label: title },
      ],
      feeds: [{ title: `${common.placesTitle}, ${territory.name}`, href: '/lieux.atom' }],
    },
    <DataPage
      origin={origin}
      attribution={attributionOf(visit.ground)}
      embedOrigins={ground.config.embedOrigins}
      example={{ name: example?.name ?? territory.name, insee: example?.insee ?? '' }}
      reader={reader}
    />,
    { maxAge: 300 },
  );
}
