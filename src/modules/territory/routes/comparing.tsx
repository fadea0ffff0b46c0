import type { Route, Visit } from '../../../core/http/route.ts';
import { say } from '../../../core/i18n.ts';
import { numberText } from '../../../core/typography.ts';
import { meantCommune } from '../domain/commune-search.ts';
import { type House, openTerritory } from '../house.ts';
import { indexMessages } from '../messages-index.ts';
import { ComparePage } from '../pages/compare-page.tsx';
import { anyoneMayReadPublishedIndex } from '../policy.ts';
import { communeHref, labelOf, shownScore, valueText } from '../presenting-index.ts';

const most = 6;
const maxAge = 300;

export const compareRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/territoire/comparer',
    policy: anyoneMayReadPublishedIndex,
    reach: 'linked',
    handle: comparePage,
  },
];

/** What was typed, as a commune that has a score. */
function understood(house: House, typed: string): string | null {
  const meant = meantCommune(house.communes, typed);
  const code =
    meant.kind === 'one' ? meant.hit.insee : meant.kind === 'several' ? meant.hits[0]!.insee : null;
  return code && house.index?.communes.has(code) ? code : null;
}

async function comparePage(visit: Visit): Promise<Response> {
  const house = await openTerritory(visit.ground);
  return await visit.kept(house.revision, async () => {
    const { reader } = visit;
    const { index, communes } = house;
    const words = say(indexMessages, reader);
    const all = visit.url.searchParams.getAll('c');
    const typed = all.map(each => each.trim()).filter(Boolean);
    const read = typed.slice(0, most).map(each => ({ typed: each, code: understood(house, each) }));
    const codes = [...new Set(read.flatMap(({ code }) => (code ? [code] : [])))];
    const asked = all.length > 1;
    const name = (code: string) => communes.get(code)?.name ?? code;
    const compared = index
      ? codes.map(code => shownScore(index.communes.get(code)!, name(code), communeHref(code)))
      : [];
    const error =
      typed.length > most
        ? words.compareSix
        : asked && codes.length < 2 && read.every(({ code }) => code)
          ? words.compareTwo
          : null;
    const fields = Array.from({ length: most }, (_, at) => {
      const one = read[at];
      return {
        typed: one?.code ? name(one.code) : (one?.typed ?? ''),
        error: one && !one.code ? words.unknown(one.typed) : null,
      };
    });
    const wrong = error !== null || fields.some(field => field.error);
    const valueIn = (id: string, code: string) => {
      const value = house.observations.get(id)?.byCommune.get(code)?.value;
      if (value != null) return valueText(id, value, reader);
      const guess = index?.communes.get(code)?.imputed.find(({ indicator }) => indicator === id);
      if (!guess) return '–';
      const text = (each: number) => valueText(id, each, reader);
      return words.estimate(text(guess.mean), text(guess.lo90), text(guess.hi90));
    };
    const persons = (code: string) => {
      const population = communes.get(code)?.population;
      return population == null ? '–' : words.inhabitants(numberText(population, reader.language));
    };
    return await visit.page(
      {
        title: words.compareTitle,
        crumbs: [
          { label: words.home, href: '/' },
          { label: words.short, href: '/territoire' },
          { label: words.compareTitle },
        ],
        error: wrong,
        ...(typed.length > 0 ? { robots: 'noindex' } : { canonical: `${visit.origin}/territoire/comparer` }),
      },
      <ComparePage
        fields={fields}
        error={error}
        compared={compared}
        rows={[
          [words.people, ...codes.map(persons)],
          ...(index?.definition.indicators ?? []).map(({ id }) => [
            labelOf(id, reader),
            ...codes.map(code => valueIn(id, code)),
          ]),
        ]}
        verdicts={verdictsOf(compared, reader)}
        reader={reader}
      />,
      { maxAge, status: wrong ? 422 : 200 },
    );
  });
}

/** Two by two, the most fragile first: different only when their intervals do not meet. */
function verdictsOf(
  compared: readonly { name: string; mark: number; lo: number; hi: number }[],
  reader: Visit['reader'],
): string[] {
  const words = say(indexMessages, reader);
  const sorted = compared.toSorted((a, b) => b.mark - a.mark);
  return sorted.flatMap((more, at) =>
    sorted
      .slice(at + 1)
      .map(less =>
        more.lo > less.hi
          ? words.significant(more.name, less.name)
          : words.notSignificant(more.name, less.name),
      ),
  );
}
