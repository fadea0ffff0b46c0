import { checkSeal, keyOfAct, keyOfPress, type Typed } from '../../../core/forms.ts';
import type { Route, Visit } from '../../../core/http/route.ts';
import { TooLarge } from '../../../core/http/visit.ts';
import { say } from '../../../core/i18n.ts';
import { clockText, dayText } from '../../../core/typography.ts';
import type { PageFrame } from '../../../core/ui/site.ts';
import { definitionsNow } from '../defining.ts';
import { WrongColumns } from '../domain/importing/columns.ts';
import { type Acting, importIndicator, NothingKept, publishIndicator, vintagePattern } from '../importing.ts';
import { importMessages } from '../messages-imports.ts';
import { type ImportState, importsPath } from '../pages/import-words.tsx';
import { IndicatorImportsPage, importFields, PublishImportPage } from '../pages/indicator-import-pages.tsx';
import { IndicatorReportPage, type ReportPageProps } from '../pages/indicator-report-page.tsx';
import { analystsMayRunScenarios, coordinationMayAdopt } from '../policy.ts';
import { largestTable } from '../reading/typed-table.ts';
import { UnreadableFile } from '../reading/unreadable.ts';
import { loadTerritory } from '../store.ts';
import { findImport, findImports, type ImportRow } from '../store-indicators.ts';
import { indicatorOf, indicators } from '../vocabulary.ts';

const policy = analystsMayRunScenarios;
const publishing = coordinationMayAdopt;

/** Imports shown in the list. */
const mostImports = 100;

export const importRoutes: readonly Route[] = [
  { method: 'GET', path: importsPath, policy, reach: 'linked', handle: visit => listPage(visit) },
  { method: 'POST', path: importsPath, policy, reach: { exempt: 'envoi du formulaire' }, handle: receive },
  {
    method: 'GET',
    path: `${importsPath}/:id`,
    policy,
    reach: 'linked',
    handle: reportPage,
  },
  {
    method: 'GET',
    path: `${importsPath}/:id/publier`,
    policy: publishing,
    reach: { exempt: 'liée depuis le rapport tant que l’import n’est pas publié' },
    handle: confirmPage,
  },
  {
    method: 'POST',
    path: `${importsPath}/:id/publier`,
    policy: publishing,
    reach: { exempt: 'envoi du formulaire' },
    handle: publish,
  },
];

/** What an act of this visit is given. */
export function actingOf({ ground, actor, now, number }: Visit, key?: string): Acting {
  return { database: ground.database, actor, now, request: number, ...(key ? { key } : {}) };
}

/** The frame of a page of the coordination. */
export function deskFrame(visit: Visit, ...trail: readonly { label: string; href?: string }[]): PageFrame {
  const { desk } = say(importMessages, visit.reader);
  return {
    title: trail.at(-1)!.label,
    crumbs: [{ label: desk, href: '/pro' }, ...trail],
    desk: true,
    robots: 'noindex',
  };
}

/** Name of an indicator in the language of the reader. */
export function nameOf(id: string, { reader }: Pick<Visit, 'reader'>): string {
  const row = indicatorOf(id);
  return (reader.language === 'fr' ? row?.label : row?.labelEn) ?? id;
}

async function listPage(
  visit: Visit,
  typed: Typed = {},
  errors: Record<string, string> = {},
): Promise<Response> {
  const { reader, now } = visit;
  const words = say(importMessages, reader);
  const isRefused = Object.keys(errors).length > 0;
  const imports = await visit.read(transaction => findImports(transaction, mostImports));
  return await visit.page(
    { ...deskFrame(visit, { label: words.title }), error: isRefused },
    <IndicatorImportsPage
      indicators={indicators}
      imports={imports.map(row => ({
        id: row.id,
        name: nameOf(row.indicator, visit),
        vintage: row.vintage,
        file: row.fileName,
        on: `${dayText(row.at, { language: reader.language, now, short: true })}, ${clockText(row.at, reader.language)}`,
        rows: row.rowsRead,
        refused: row.rowsRefused,
        state: stateOf(row),
      }))}
      typed={typed}
      errors={errors}
      seal={visit.seal(typed)}
      reader={reader}
    />,
    isRefused ? { status: 422 } : {},
  );
}

const stateOf = ({ publishedAt, isInUse }: ImportRow): ImportState =>
  publishedAt === null ? 'waiting' : isInUse ? 'shown' : 'replaced';

/** The first value of a field, as typed; null when it is empty. */
const textIn = (typed: Typed, name: string): string | null =>
  String([typed[name] ?? ''].flat()[0])
    .trim()
    .slice(0, 100) || null;

async function receive(visit: Visit): Promise<Response> {
  const words = say(importMessages, visit.reader);
  const fields = importFields;
  let typed: Typed = {};
  try {
    const sent = await visit.upload(largestTable);
    typed = sent.typed;
    const indicator = indicatorOf(textIn(typed, fields.indicator) ?? '');
    const vintage = textIn(typed, fields.vintage) ?? '';
    const errors = {
      ...(sent.file ? {} : { [fields.file]: words.fileMissing }),
      ...(indicator ? {} : { [fields.indicator]: words.indicatorWrong }),
      ...(vintagePattern.test(vintage) ? {} : { [fields.vintage]: words.vintageWrong }),
    };
    if (!sent.file || !indicator || Object.keys(errors).length > 0)
      return await listPage(visit, typed, errors);
    const columns = {
      code: textIn(typed, fields.code) ?? 'insee',
      value: textIn(typed, fields.value) ?? indicator.id,
      numerator: textIn(typed, fields.numerator),
      denominator: textIn(typed, fields.denominator),
      population: textIn(typed, fields.population),
    };
    const { name, bytes } = sent.file;
    const key = checkSeal(typed, new Date())?.key;
    const said = [name, bytes.length, indicator.id, vintage, columns];
    const saved = await importIndicator(actingOf(visit, key && keyOfAct(key, said)), {
      indicator,
      vintage,
      columns,
      fileName: name,
      bytes,
    });
    return visit.redirect(`${importsPath}/${saved.id}?fait=${saved.isNew ? 'recu' : 'connu'}`);
  } catch (error) {
    if (error instanceof TooLarge) return await listPage(visit, typed, { [fields.file]: words.fileBig });
    if (error instanceof UnreadableFile)
      return await listPage(visit, typed, { [fields.file]: error.message });
    if (error instanceof WrongColumns)
      return await listPage(visit, typed, { [fields[error.role]]: error.message });
    throw error;
  }
}

const doneWords: Readonly<Record<string, ReportPageProps['done']>> = {
  recu: 'received',
  connu: 'known',
  publie: 'published',
  deja: 'alreadyPublished',
};

async function reportPage(visit: Visit): Promise<Response> {
  const { reader, ground, url } = visit;
  const words = say(importMessages, reader);
  const found = await visit.read(transaction => findImport(transaction, visit.params.id ?? ''));
  if (!found) return await visit.error(404);
  const { communes } = await loadTerritory(ground.database);
  const name = nameOf(found.indicator, visit);
  const reading = (await definitionsNow(ground.database)).filter(
    ({ definition, shown, composition }) =>
      definition !== null &&
      shown !== 'current' &&
      composition.indicators.some(({ id }) => id === found.indicator),
  );
  return await visit.page(
    deskFrame(
      visit,
      { label: words.title, href: importsPath },
      { label: words.importTitle(name, found.vintage) },
    ),
    <IndicatorReportPage
      id={found.id}
      name={name}
      vintage={found.vintage}
      file={found.fileName}
      sha256={found.sha256}
      rowsRead={found.rowsRead}
      state={stateOf(found)}
      report={found.report}
      kept={found.kept}
      named={code => [code, communes.get(code)?.name].filter(Boolean).join(' ')}
      done={doneWords[url.searchParams.get('fait') ?? ''] ?? null}
      stale={reading.map(({ composition }) => ({ id: composition.id, title: composition.title_fr }))}
      seal={visit.seal()}
      reader={reader}
    />,
  );
}

async function confirmPage(visit: Visit): Promise<Response> {
  const { reader } = visit;
  const words = say(importMessages, reader);
  const found = await visit.read(transaction => findImport(transaction, visit.params.id ?? ''));
  if (!found) return await visit.error(404);
  const path = `${importsPath}/${found.id}`;
  if (found.publishedAt !== null || found.kept.length === 0) return visit.redirect(path);
  const name = nameOf(found.indicator, visit);
  return await visit.page(
    deskFrame(
      visit,
      { label: words.title, href: importsPath },
      { label: words.importTitle(name, found.vintage), href: path },
      { label: words.publishTitle },
    ),
    <PublishImportPage
      id={found.id}
      name={name}
      vintage={found.vintage}
      communes={found.kept.length}
      seal={visit.seal()}
      reader={reader}
    />,
  );
}

async function publish(visit: Visit): Promise<Response> {
  const id = visit.params.id ?? '';
  const path = `${importsPath}/${id}`;
  try {
    const key = keyOfPress(visit.url, await visit.form());
    const published = await publishIndicator(actingOf(visit, key), id);
    return visit.redirect(`${path}?fait=${published ? 'publie' : 'deja'}`);
  } catch (error) {
    if (!(error instanceof NothingKept)) throw error;
    const found = await visit.read(transaction => findImport(transaction, id));
    return found ? visit.redirect(path) : await visit.error(404);
  }
}
