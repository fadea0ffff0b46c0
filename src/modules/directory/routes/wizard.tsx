import type { Route, Visit } from '../../../core/http/route.ts';
import { say } from '../../../core/i18n.ts';
import { distanceText } from '../../../core/typography.ts';
import { meantCommune } from '../../territory/index.ts';
import type { ListedPlace } from '../catalogue.ts';
import { type Filters, readFilters, writeFilters } from '../domain/filters.ts';
import { openHouse } from '../house.ts';
import { directoryMessages } from '../messages.ts';
import { formMessages } from '../messages-forms.ts';
import {
  NeedQuestion,
  specialNeeds,
  WayQuestion,
  WhereQuestion,
  type WizardAnswers,
  WizardResult,
  ways,
} from '../pages/wizard-page.tsx';
import { everybodyMayReadPlaces } from '../policy.ts';
import { showPlace } from '../presenting.ts';
import { type Found, search } from '../searching.ts';
import { needs } from '../vocabulary.ts';
import { labelMaxAge } from './list.tsx';

export const wizardRoutes: readonly Route[] = [
  { method: 'GET', path: '/lieux/aide', policy: everybodyMayReadPlaces, reach: 'linked', handle: wizard },
];

/** What a special need asks of a place; places that meet it come first, the others are not hidden since few tell. */
const wishes: Record<(typeof specialNeeds)[number], (listed: ListedPlace) => boolean> = {
  rampe: ({ accessible, place }) => accessible || place.specialCare.includes('handicaps_moteurs'),
  signes: ({ place }) => place.specialCare.includes('surdite'),
  lecture: ({ place }) => place.specialCare.includes('illettrisme'),
  langue: ({ place }) => place.specialCare.some(code => code.startsWith('langues_etrangeres')),
};

function readAnswers(query: URLSearchParams): WizardAnswers {
  const pick = <Code extends string>(codes: readonly Code[], value: string | null) =>
    codes.find(code => code === value) ?? null;
  return {
    need: pick(
      needs.map(need => need.code),
      query.get('besoin'),
    ),
    where: (query.get('ou') ?? '').trim().slice(0, 100),
    way: pick(ways, query.get('comment')),
    special: query.getAll('avec').filter(value => specialNeeds.includes(value as never)),
  };
}

async function wizard(visit: Visit): Promise<Response> {
  const { reader } = visit;
  const answers = readAnswers(visit.url.searchParams);
  const words = say(formMessages, reader);
  const frame = {
    title: words.wizardTitle,
    crumbs: [
      { label: say(directoryMessages, reader).home, href: '/' },
      { label: say(directoryMessages, reader).placesTitle, href: '/lieux' },
      { label: words.wizardTitle },
    ],
    easyToRead: true,
    ...(answers.need ? { robots: 'noindex' } : {}),
  };
  if (!answers.need)
    return await visit.page(frame, <NeedQuestion answers={answers} reader={reader} />, { maxAge: 300 });
  const house = await openHouse(visit.ground);
  if (!visit.url.searchParams.has('ou'))
    return await visit.page(
      frame,
      <WhereQuestion answers={answers} error={null} choices={[]} reader={reader} />,
    );
  const meant = meantCommune(house.communes, answers.where);
  if (meant.kind !== 'one') {
    const choices = meant.kind === 'several' ? meant.hits : meant.suggestions;
    const error =
      // What the search of communes says of an unknown one is in usual French; the choices are below.
      answers.where === '' || (meant.kind === 'unknown' && (reader.falc || reader.language === 'en'))
        ? words.communeEmpty
        : meant.kind === 'several'
          ? words.communeSeveral
          : meant.sentence;
    return await visit.page(
      { ...frame, error: true },
      <WhereQuestion answers={answers} error={error} choices={choices} reader={reader} />,
      { status: 422 },
    );
  }
  if (!answers.way) return await visit.page(frame, <WayQuestion answers={answers} reader={reader} />);
  return await result(visit, answers, meant.hit.insee, frame);
}

async function result(
  visit: Visit,
  answers: WizardAnswers,
  insee: string,
  frame: Parameters<Visit['page']>[0],
): Promise<Response> {
  const { reader, now, ground } = visit;
  const house = await openHouse(ground);
  const need = needs.find(({ code }) => code === answers.need)!;
  const blank = readFilters(new URLSearchParams()).filters;
  const filters: Filters = {
    ...blank,
    commune: insee,
    chosen: { ...blank.chosen, service: need.services },
    itinerant: answers.way === 'visite',
  };
  let found = search(house.catalogue, filters, now).found;
  const fallback = found.length === 0;
  const wide: Filters = { ...blank, commune: insee, radius: 50 };
  if (fallback) found = search(house.catalogue, wide, now).found;
  const best = found
    .map((entry, index) => ({ entry, index, merit: meritOf(entry.place, answers) }))
    .sort((a, b) => b.merit - a.merit || a.index - b.index)
    .slice(0, 3);
  const places = best.map(({ entry }) => {
    const shown = showPlace(house, entry.place, entry.km, reader, now);
    return { ...shown, why: whyOf(entry, answers, visit) };
  });
  const commune = house.communes.get(insee)!.name;
  return await visit.page(
    { ...frame, title: say(formMessages, reader).resultNear(commune) },
    <WizardResult
      commune={commune}
      answers={answers}
      places={places}
      fallback={fallback}
      allHref={`/lieux?${writeFilters(fallback ? wide : filters)}`}
      reader={reader}
      territory={visit.territory}
    />,
    { maxAge: labelMaxAge },
  );
}

function meritOf(listed: ListedPlace, { way, special }: WizardAnswers): number {
  const met = special.filter(code => wishes[code as keyof typeof wishes](listed)).length;
  const reachable =
    way === 'telephone'
      ? Number(listed.place.phone !== null) + Number(listed.place.accessModes.includes('telephoner'))
      : 0;
  return met * 4 + reachable * 2;
}

/** « gratuit, à 4 km »: the opening state stands beside. */
function whyOf({ place: listed, km }: Found, { way, special }: WizardAnswers, { reader }: Visit): string {
  const words = say(formMessages, reader);
  const reasons = [
    special.some(code => wishes[code as keyof typeof wishes](listed)) ? words.speaks : null,
    way === 'visite' && listed.itinerant ? words.comes : null,
    way === 'telephone' && listed.place.accessModes.includes('telephoner') ? words.byPhone : null,
    listed.place.fees.includes('gratuit') ? words.free : null,
    km === null ? null : km < 1 ? words.here : words.at(distanceText(km, reader.language)),
  ];
  return reasons.filter(Boolean).join(', ');
}
