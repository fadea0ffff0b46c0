import { paperAnswer } from '../../../core/http/answer.ts';
import type { Route, Visit } from '../../../core/http/route.ts';
import { say } from '../../../core/i18n.ts';
import { dayText, markText } from '../../../core/typography.ts';
import { printReport } from '../documents/report.ts';
import { explain } from '../domain/fragility/explaining.ts';
import { type House, openTerritory } from '../house.ts';
import { indexMessages } from '../messages-index.ts';
import { anyoneMayReadPublishedIndex } from '../policy.ts';
import {
  certaintyOf,
  communeHref,
  compatLine,
  definitionOf,
  explanationOf,
  figuresOf,
  labelOf,
  markOf,
  sourcesOf,
} from '../presenting-index.ts';

export const indexPaperRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/territoire/communes/:insee/fiche.pdf',
    policy: anyoneMayReadPublishedIndex,
    reach: { exempt: 'fiche à imprimer, liée depuis celle de la commune' },
    handle: communePaper,
  },
];

async function communePaper(visit: Visit): Promise<Response> {
  const house = await openTerritory(visit.ground);
  const { reader, territory } = visit;
  const { index, communes } = house;
  const commune = communes.get(visit.params.insee ?? '');
  const score = commune && index?.communes.get(commune.insee);
  if (!commune || !index || !score) return await visit.error(404);
  const words = say(indexMessages, reader);
  const mark = (value: number) => markText(value, reader.language);
  const { parts } = explain(score, index.mean);
  const printed = { language: reader.language, now: new Date(0) };
  const bytes = await printReport(
    {
      title: commune.name,
      lead: `${words.short}${reader.language === 'fr' ? '\u00a0' : ''}: ${words.outOfTen(mark(markOf(score.value)))}, ${words.between(mark(markOf(score.lo90)), mark(markOf(score.hi90)))}.`,
      drawing: drawingOf(house, commune, words.onMap(commune.name, territory.name)),
      parts: [
        {
          title: '',
          texts: [
            score.imputed.length > 0
              ? words.notPublishedRange(score.imputed.length, index.definition.indicators.length)
              : '',
            explanationOf({ index }, score, commune.name, visit).join(' '),
            words.rankSentence(score.rank, score.rankLo90, score.rankHi90, index.communes.size),
            certaintyOf(index, score, reader) ?? '',
          ],
          table: null,
        },
        {
          title: words.why,
          texts: [words.whyTable(mark(markOf(index.mean))) + (reader.language === 'fr' ? '\u00a0:' : ':')],
          table: {
            columns: [{ title: words.datum }, { title: words.part, numeric: true }],
            rows: parts.map(({ id, tenths }) => [
              labelOf(id, reader),
              `${tenths > 0 ? '+' : ''}${mark(tenths / 10)}`,
            ]),
          },
        },
        {
          title: words.figures,
          texts: [],
          table: {
            columns: [
              { title: words.datum },
              { title: words.value, numeric: true },
              { title: words.year },
              { title: words.status },
              { title: words.placeIn },
            ],
            rows: figuresOf(house, commune.insee, score, reader),
          },
        },
        { title: '', texts: [compatLine(house, commune.insee, reader) ?? ''], table: null },
      ],
      url: `${visit.origin}${communeHref(commune.insee)}`,
      notes: [sourcesOf(house), definitionOf(index, reader)],
      printedOn: dayText(visit.now, printed),
      territoryName: territory.name,
    },
    { createdAt: visit.now, language: reader.language },
  );
  return paperAnswer(bytes, `indice-${commune.insee}`, 'public, max-age=3600');
}

/** The territory, this commune in dark. */
function drawingOf({ geometry }: House, { insee }: { insee: string }, alt: string) {
  const cell = geometry?.cells.find(each => each.insee === insee);
  if (!geometry || !cell) return null;
  const svg = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${geometry.width} ${geometry.height}">`,
    `<path d="${geometry.outline}" fill="#fff" stroke="#17231d" stroke-width="2" stroke-linejoin="round"/>`,
    `<path d="${geometry.epciMesh}" fill="none" stroke="#b9b3a6" stroke-width="1.5"/>`,
    `<path d="${cell.path}" fill="#1c4a39" stroke="#1c4a39" stroke-width="3"/>`,
    '</svg>',
  ].join('');
  return { svg, alt, width: 60 };
}
