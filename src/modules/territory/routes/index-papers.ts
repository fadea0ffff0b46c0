import { paperAnswer } from '../../../core/http/answer.ts';
import type { Route, Visit } from '../../../core/http/route.ts';
import { say } from '../../../core/i18n.ts';
import { dayText, markText, numberText, percentText } from '../../../core/typography.ts';
import { printReport } from '../documents/report.ts';
import { explain } from '../domain/fragility/explaining.ts';
import { type House, openTerritory } from '../house.ts';
import { indexMessages } from '../messages-index.ts';
import { methodMessages } from '../messages-method.ts';
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
  yearOf,
} from '../presenting-index.ts';

export const indexPaperRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/territoire/communes/:insee/fiche.pdf',
    policy: anyoneMayReadPublishedIndex,
    reach: { exempt: 'fiche à imprimer, liée depuis celle de la commune' },
    handle: communePaper,
  },
  {
    method: 'GET',
    path: '/territoire/methode/note.pdf',
    policy: anyoneMayReadPublishedIndex,
    reach: { exempt: 'note à imprimer, liée depuis la page de la méthode' },
    handle: methodPaper,
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

/** The method on paper: what is measured, how, what is missing and how sure it is. */
async function methodPaper(visit: Visit): Promise<Response> {
  const house = await openTerritory(visit.ground);
  const { index } = house;
  if (!index) return await visit.error(404);
  const { reader, territory, now } = visit;
  const words = say(methodMessages, reader);
  const { definition, summary } = index;
  const number = (value: number) => numberText(value, reader.language);
  const { severe, widths } = summary;
  const text = (title: string, texts: string[]) => ({ title, texts, table: null });
  const bytes = await printReport(
    {
      title: words.title,
      lead: words.lead,
      drawing: null,
      parts: [
        {
          title: words.what,
          texts: [words.whatText(definition.indicators.length)],
          table: {
            columns: [
              { title: words.datum },
              { title: words.weight, numeric: true },
              { title: words.year },
              { title: words.missing, numeric: true },
            ],
            rows: definition.indicators.map(({ id, weight }) => [
              labelOf(id, reader),
              percentText(weight, reader.language),
              yearOf(summary.vintages[id] ?? ''),
              number(summary.guessings[id]!.missing),
            ]),
          },
        },
        text(words.formula, [
          words.position,
          words.score,
          words.contribution,
          `${words.reference} ${definition.reference.source}, ${definition.reference.vintage}.`,
        ]),
        text(words.guess, [words.guessText(number(definition.robustness.draws)), words.limit]),
        text(words.sure, [
          words.widths(widths.weights, widths.all, number(summary.communes)),
          words.severe(
            number(severe.draws),
            severe.width,
            severe.kept,
            definition.robustness.top_k,
            severe.ever,
          ),
        ]),
        text(words.ifn, [words.ifnText, words.compat, words.compatText]),
        text(words.versions, [
          definitionOf(index, reader),
          `${words.hashInputs} ${index.inputsSha256}`,
          words.computed(dayText(index.at, { language: reader.language, short: true })),
        ]),
      ],
      url: `${visit.origin}/territoire/methode`,
      notes: [sourcesOf(house)],
      printedOn: dayText(now, { language: reader.language, now: new Date(0) }),
      territoryName: territory.name,
    },
    { createdAt: now, language: reader.language },
  );
  return paperAnswer(bytes, 'indice-methode', 'public, max-age=3600');
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
