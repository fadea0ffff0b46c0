import { say } from '../../core/i18n.ts';
import { markText, noBreak as nb, numberText, percentText } from '../../core/typography.ts';
import type { Reader, Territory } from '../../core/ui/site.ts';
import { certainty, explain } from './domain/fragility/explaining.ts';
import { compatScore } from './domain/fragility/position.ts';
import type { House } from './house.ts';
import { indexMessages } from './messages-index.ts';
import type { ShownScore } from './pages/index-values.tsx';
import type { AreaScore, PublishedIndex } from './store-index.ts';
import { indicatorOf, indicators, observationStatuses } from './vocabulary.ts';

/** A mark on the scale 1–10 from a score of 0–100. */
export const markOf = (value: number) => 1 + 0.09 * value;

export const communeHref = (insee: string) => `/territoire/communes/${insee}`;
export const epciHref = (siren: string) => `/territoire/epci/${siren}`;

export function shownScore(score: AreaScore, name: string, href: string): ShownScore {
  return {
    code: score.code,
    name,
    href,
    mark: markOf(score.value),
    lo: markOf(score.lo90),
    hi: markOf(score.hi90),
    rank: score.rank,
    rankLo: score.rankLo90,
    rankHi: score.rankHi90,
  };
}

/** The communes that have a score, the most fragile first. */
export function rankedCommunes({ communes, index }: House, epci: string | null = null): ShownScore[] {
  if (!index) return [];
  return [...index.communes.values()]
    .filter(({ code }) => epci === null || communes.get(code)?.epci === epci)
    .sort((a, b) => b.value - a.value || (a.code < b.code ? -1 : 1))
    .map(score => shownScore(score, communes.get(score.code)?.name ?? score.code, communeHref(score.code)));
}

export function labelOf(id: string, { language }: Pick<Reader, 'language'>, short = false): string {
  const row = indicatorOf(id);
  if (!row) return id;
  if (language === 'en') return short ? row.shortEn : row.labelEn;
  return short ? row.short : row.label;
}

/** « Sources : Arcep (2019), DGFiP (2018)… », each once; names of French producers, in French whatever the reader. */
export function sourcesOf({ index }: House): string {
  if (!index) return '';
  const list = Object.entries(index.summary.vintages).map(
    ([id, vintage]) => `${indicatorOf(id)?.source ?? id} (${yearOf(vintage)})`,
  );
  return indexMessages.fr.sources([...new Set(list)].join(', '));
}

/** « 2019-09 » → « 2019 ». */
export const yearOf = (vintage: string) => vintage.slice(0, 4);

export function definitionOf({ definition, sha256 }: PublishedIndex, reader: Reader): string {
  return say(indexMessages, reader).definition(definition.id, definition.version, sha256);
}

/** Why the index of an area is what it is, in sentences (product/territory.md §4.7). */
export function explanationOf(
  { index }: { index: PublishedIndex },
  score: AreaScore,
  name: string,
  { reader, territory }: { reader: Reader; territory: Territory },
): string[] {
  const words = say(indexMessages, reader);
  const { value, lo, hi, mean, more, less } = explain(score, index.mean);
  const mark = (tenths: number) => markText(tenths / 10, reader.language);
  const effect = (tenths: number) => `${tenths > 0 ? '+' : ''}${mark(tenths)}`;
  const reasons = (which: readonly { id: string; tenths: number }[], way: 'more' | 'less') =>
    which
      .map(({ id, tenths }) => {
        const said = indicatorOf(id)?.reasons;
        const phrase = said?.[reader.language === 'en' ? (`${way}En` as const) : way];
        return `${phrase ?? labelOf(id, reader)} (${effect(tenths)})`;
      })
      .join(', ');
  const against = value > mean ? words.above : value < mean ? words.below : words.same;
  const missing = score.imputed.map(({ indicator }) => labelOf(indicator, reader, true));
  const years = Object.entries(index.summary.vintages).map(
    ([id, vintage]) => `${labelOf(id, reader, true)} ${yearOf(vintage)}`,
  );
  return [
    words.sentence(words.at(name), mark(value), mark(lo), mark(hi)),
    against(territory.inName, mark(mean)),
    more.length > 0 ? words.weighs(reasons(more, 'more')) : '',
    less.length > 0 ? words.protects(reasons(less, 'less')) : '',
    missing.length > 0 ? words.notPublished(missing.join(', '), missing.length > 1) : '',
    words.years(years.join(', ')),
    words.notPeople,
  ].filter(Boolean);
}

/** How sure it is that a commune is among the most fragile; nothing when it is not likely at all. */
export function certaintyOf({ definition }: PublishedIndex, score: AreaScore, reader: Reader): string | null {
  const sure = certainty(score.pTop);
  return sure && say(indexMessages, reader)[sure](definition.robustness.top_k);
}

/** « 32,1 % », in the unit of the indicator. */
export function valueText(id: string, value: number, { language }: Pick<Reader, 'language'>): string {
  const unit = indicatorOf(id)?.unit;
  const number = numberText(value, language);
  if (unit === 'pct') return language === 'fr' ? `${number}${nb}%` : `${number}%`;
  return unit === 'min' ? `${number}${nb}min` : number;
}

/** The points in the manner of 2022, and how many figures they leave aside. */
export function compatLine({ index, observations }: House, insee: string | null, reader: Reader) {
  if (!index || insee === null || !index.communes.has(insee)) return null;
  const { definition } = index;
  const { points, value10 } = compatScore(
    definition,
    definition.indicators.map(({ id }) => observations.get(id)?.byCommune.get(insee)?.value ?? null),
  );
  if (value10 === null) return null;
  const left = points.filter(point => point === null).length;
  return say(indexMessages, reader).compat(markText(value10, reader.language), left, points.length);
}

/** Every public indicator of a commune: its value, or what it may be and that it is not published. */
export function figuresOf(
  { observations }: House,
  insee: string,
  score: AreaScore | null,
  reader: Reader,
): string[][] {
  const words = say(indexMessages, reader);
  const status = (code: keyof typeof observationStatuses) =>
    observationStatuses[code][reader.language === 'en' ? 'labelEn' : 'label'];
  return indicators.flatMap(({ id, isPublic }) => {
    const loaded = observations.get(id);
    if (!loaded || !isPublic || !indicatorOf(id)) return [];
    const observed = loaded.byCommune.get(insee);
    const year = yearOf(loaded.vintage);
    if (observed?.value != null) {
      const known = [...loaded.byCommune.values()].flatMap(({ value }) => (value === null ? [] : [value]));
      const below = known.filter(value => value < observed.value!).length / known.length;
      return [
        [
          labelOf(id, reader),
          valueText(id, observed.value, reader),
          year,
          status(observed.status),
          words.higherThan(percentText(below, reader.language)),
        ],
      ];
    }
    const guess = score?.imputed.find(({ indicator }) => indicator === id);
    return [
      [
        labelOf(id, reader),
        '–',
        year,
        observed ? status(observed.status) : status('absent'),
        guess
          ? words.estimate(
              valueText(id, guess.mean, reader),
              valueText(id, guess.lo90, reader),
              valueText(id, guess.hi90, reader),
            )
          : '',
      ],
    ];
  });
}
