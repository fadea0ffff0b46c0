import type { Route, Visit } from '../../../core/http/route.ts';
import { say } from '../../../core/i18n.ts';
import { dayText, numberText, percentText } from '../../../core/typography.ts';
import { definitionsNow } from '../defining.ts';
import { differences } from '../domain/fragility/variants.ts';
import { openTerritory } from '../house.ts';
import { indexMessages } from '../messages-index.ts';
import { methodMessages } from '../messages-method.ts';
import { IndexDataPage } from '../pages/index-data-page.tsx';
import { MethodPage } from '../pages/method-page.tsx';
import { anyoneMayReadPublishedIndex } from '../policy.ts';
import { definitionOf, labelOf, sourcesOf, yearOf } from '../presenting-index.ts';
import { directions, indicatorLicence, indicatorOf } from '../vocabulary.ts';
import { fileName, formats } from './index-files.ts';

const policy = anyoneMayReadPublishedIndex;
const maxAge = 300;

export const methodRoutes: readonly Route[] = [
  { method: 'GET', path: '/territoire/methode', policy, reach: 'linked', handle: methodPage },
  { method: 'GET', path: '/territoire/donnees', policy, reach: 'linked', handle: dataPage },
];

async function methodPage(visit: Visit): Promise<Response> {
  const house = await openTerritory(visit.ground);
  const { index } = house;
  const { reader } = visit;
  const words = say(methodMessages, reader);
  const frame = frameOf(visit, words.title);
  if (!index)
    return await visit.page(
      frame,
      <div class="flow">
        <h1>{words.title}</h1>
        <p class="note">{words.notYet}</p>
      </div>,
    );
  const { definition, summary } = index;
  const number = (value: number) => numberText(value, reader.language);
  return await visit.kept(house.revision, async () => {
    const known = await definitionsNow(visit.ground.database);
    const versions = known.find(({ composition }) => composition.id === definition.id)?.versions ?? [];
    return await visit.page(
      frame,
      <MethodPage
        inputs={definition.indicators.map(({ id, weight, direction }) => {
          const { method, explained, missing } = summary.guessings[id]!;
          const table = definition.reference.table[id]!;
          return {
            label: labelOf(id, reader),
            weight: percentText(weight, reader.language),
            direction: directions[direction][reader.language === 'en' ? 'labelEn' : 'label'],
            source: indicatorOf(id)?.source ?? '',
            year: yearOf(summary.vintages[id] ?? ''),
            licence: indicatorLicence,
            missing: number(missing),
            drawn:
              method === 'pmm'
                ? words.pmm(percentText(explained, reader.language))
                : method === 'marginal'
                  ? words.marginal
                  : words.none,
            quantiles: [0, 5, 10, 15, 20].map(at => number(table[at]!)),
          };
        })}
        reference={definition.reference}
        draws={number(definition.robustness.draws)}
        widths={{ ...summary.widths, of: number(summary.communes) }}
        severe={{
          ...summary.severe,
          draws: number(summary.severe.draws),
          topK: definition.robustness.top_k,
        }}
        variants={known
          .filter(({ composition }) => composition.id !== definition.id)
          .map(({ composition, missing, versions: own }) =>
            missing.length > 0
              ? words.variantMissing(composition.id, missing.map(id => labelOf(id, reader)).join(', '))
              : own.length > 0
                ? words.variantShown(composition.id, `${own[0]!.id}.v${own[0]!.version}`)
                : words.variantReady(composition.id),
          )}
        hashes={{ definition: index.sha256, inputs: index.inputsSha256 }}
        versions={versions.map(({ id, version, sha256, publishedAt, body }, at) => ({
          name: `${id}, ${version}`,
          day: publishedAt ? dayText(publishedAt, { language: reader.language, short: true }) : '',
          sha256,
          changes: versions[at + 1] ? differences(versions[at + 1]!.body, body).join(', ') : words.first,
        }))}
        computedOn={words.computed(dayText(index.at, { language: reader.language, short: true }))}
        sources={sourcesOf(house)}
        links={
          <p class="row">
            <a href="/territoire">{say(indexMessages, reader).title}</a>
            <a href="/territoire/donnees">{say(indexMessages, reader).dataLink}</a>
            <a href="/territoire/methode/note.pdf">{words.print}</a>
          </p>
        }
        reader={reader}
      />,
      { maxAge },
    );
  });
}

function frameOf(visit: Visit, title: string) {
  const words = say(indexMessages, visit.reader);
  return {
    title,
    crumbs: [{ label: words.home, href: '/' }, { label: words.short, href: '/territoire' }, { label: title }],
    canonical: `${visit.origin}${visit.url.pathname}`,
  };
}

async function dataPage(visit: Visit): Promise<Response> {
  const house = await openTerritory(visit.ground);
  const { index } = house;
  const { reader } = visit;
  const words = say(methodMessages, reader);
  return await visit.kept(house.revision, () =>
    visit.page(
      frameOf(visit, words.dataTitle),
      <IndexDataPage
        files={
          index
            ? formats.map(({ suffix, label }) => ({
                href: `/territoire/donnees/${fileName(index, suffix)}`,
                label: words[label],
              }))
            : []
        }
        indicators={(index?.definition.indicators ?? []).map(({ id }) => ({
          id,
          label: labelOf(id, { language: 'fr' }),
        }))}
        attribution={sourcesOf(house)}
        definition={index ? definitionOf(index, reader) : ''}
        reader={reader}
      />,
      { maxAge },
    ),
  );
}
