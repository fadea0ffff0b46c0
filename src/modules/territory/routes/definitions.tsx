import { keyOfPress } from '../../../core/forms.ts';
import type { Route, Visit } from '../../../core/http/route.ts';
import { say } from '../../../core/i18n.ts';
import { dayText } from '../../../core/typography.ts';
import { type DefinitionNow, definitionsNow } from '../defining.ts';
import { airial1 } from '../domain/fragility/definition.ts';
import { differences } from '../domain/fragility/variants.ts';
import { forgetTerritory } from '../house.ts';
import { definitionSha256, publishIndex } from '../indexing.ts';
import { importMessages } from '../messages-imports.ts';
import { type DefinitionSheet, DefinitionsPage } from '../pages/definitions-page.tsx';
import { definitionsPath } from '../pages/import-words.tsx';
import { analystsMayRunScenarios, coordinationMayAdopt } from '../policy.ts';
import { directions } from '../vocabulary.ts';
import { actingOf, deskFrame, nameOf } from './imports.tsx';

export const definitionRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: definitionsPath,
    policy: analystsMayRunScenarios,
    reach: 'linked',
    handle: definitionsPageOf,
  },
  {
    method: 'POST',
    path: `${definitionsPath}/:id/publier`,
    policy: coordinationMayAdopt,
    reach: { exempt: 'envoi du formulaire' },
    handle: recompute,
  },
];

async function definitionsPageOf(visit: Visit): Promise<Response> {
  const words = say(importMessages, visit.reader);
  const known = await definitionsNow(visit.ground.database);
  const done = visit.url.searchParams.get('fait');
  return await visit.page(
    deskFrame(visit, { label: words.definitionsTitle }),
    <DefinitionsPage
      sheets={known.map(each => sheetOf(each, visit))}
      done={done === 'calcule' ? 'recomputed' : done === 'deja' ? 'unchanged' : null}
      seal={visit.seal()}
      reader={visit.reader}
    />,
  );
}

function sheetOf(
  { composition, definition, missing, inputs, shown, versions }: DefinitionNow,
  visit: Visit,
): DefinitionSheet {
  const { reader, now } = visit;
  return {
    id: composition.id,
    title: composition.title_fr,
    state: definition ? shown : 'unavailable',
    missing: missing.map(id => nameOf(id, visit)),
    indicators: composition.indicators.map(({ id, weight, direction }, k) => ({
      id,
      name: nameOf(id, visit),
      weight,
      direction: reader.language === 'fr' ? directions[direction].label : directions[direction].labelEn,
      known: inputs.filter(({ values }) => values[k] !== null).length,
    })),
    reference: definition && `${definition.reference.source} (${definition.reference.vintage})`,
    isOwn: composition.id !== airial1.id,
    sha256: definition && definitionSha256(definition),
    versions: versions.map(({ version, publishedAt, sha256, body }, index) => ({
      version,
      on: publishedAt ? dayText(publishedAt, { language: reader.language, now }) : '–',
      sha256,
      changes: versions[index + 1] ? differences(versions[index + 1]!.body, body) : [],
    })),
  };
}

/** Under a second for a département: done while the person waits. */
async function recompute(visit: Visit): Promise<Response> {
  const { id } = visit.params;
  const key = keyOfPress(visit.url, await visit.form());
  const found = (await definitionsNow(visit.ground.database)).find(
    ({ composition }) => composition.id === id,
  );
  if (!found) return await visit.error(404);
  if (!found.definition) return visit.redirect(`${definitionsPath}#${id}`);
  const { database, ...acting } = actingOf(visit, key);
  const changed = await publishIndex(database, { ...acting, definition: found.definition });
  forgetTerritory(visit.ground);
  return visit.redirect(`${definitionsPath}?fait=${changed ? 'calcule' : 'deja'}`);
}
