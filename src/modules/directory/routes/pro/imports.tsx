import { checkSeal, keyOfAct, type Typed } from '../../../../core/forms.ts';
import type { Route, Visit } from '../../../../core/http/route.ts';
import { TooLarge } from '../../../../core/http/visit.ts';
import { say } from '../../../../core/i18n.ts';
import { clockText, dayText, numberText } from '../../../../core/typography.ts';
import { mappings } from '../../mappings.ts';
import { moderationMessages } from '../../messages-moderation.ts';
import { ImportProgressPage, ImportsPage } from '../../pages/import-request-pages.tsx';
import { theCoordinationMayKeepTheDirectory } from '../../policy.ts';
import { askImport } from '../../requesting.ts';
import { findImportRequest, findImportRequests } from '../../store/import-requests.ts';
import { findVerdicts } from '../../store/import-runs.ts';
import { actingOf, proFrame, typedText } from './kept-place.tsx';

const policy = theCoordinationMayKeepTheDirectory;
const root = '/pro/lieux/imports';

/** Largest file, in bytes (directory.md §3). */
const largestFile = 50 * 1024 * 1024;

/** Rows of the report shown on the page; the command line and the report itself give all of them. */
const mostVerdicts = 200;

export const importRoutes: readonly Route[] = [
  { method: 'GET', path: root, policy, reach: 'linked', handle: visit => importsPage(visit, {}, {}) },
  { method: 'POST', path: root, policy, reach: { exempt: 'envoi du formulaire' }, handle: receive },
  {
    method: 'GET',
    path: `${root}/:id`,
    policy,
    reach: { exempt: 'liée depuis la liste quand un import a été demandé' },
    handle: progressPage,
  },
];

async function importsPage(
  visit: Visit,
  typed: Typed,
  errors: Record<string, string>,
  status = 200,
): Promise<Response> {
  const { reader, now } = visit;
  const words = say(moderationMessages, reader);
  const asked = await visit.read(transaction => findImportRequests(transaction, 20));
  return await visit.page(
    { ...proFrame(visit, words.importsTitle), error: status !== 200 },
    <ImportsPage
      formats={[...mappings.keys()]}
      requests={asked.map(request => ({
        id: request.id,
        name: request.fileName,
        asked: `${dayText(request.askedAt, { language: reader.language, now })}, ${clockText(request.askedAt, reader.language)}`,
        state: request.state,
        trial: request.trial,
      }))}
      typed={typed}
      errors={errors}
      seal={visit.seal(typed)}
      reader={reader}
    />,
    { status },
  );
}

async function receive(visit: Visit): Promise<Response> {
  const words = say(moderationMessages, visit.reader);
  const refuse = (typed: Typed, why: string) => importsPage(visit, typed, { fichier: why }, 422);
  try {
    const { typed, file } = await visit.upload(largestFile);
    if (!file) return await refuse(typed, words.fileEmpty);
    if (!/\.(csv|json|tsv|txt)$/i.test(file.name)) return await refuse(typed, words.fileKind);
    const format = typedText(typed, 'format');
    const options = {
      format: mappings.has(format) ? format : 'standard',
      source: typedText(typed, 'source').slice(0, 200) || null,
      trial: typedText(typed, 'essai') !== '',
      allowShrink: typedText(typed, 'court') !== '',
    };
    const key = checkSeal(typed, new Date())?.key;
    const id = await askImport(
      actingOf(visit, key && keyOfAct(key, [file.name, file.bytes.length, options])),
      visit.ground.storage,
      { name: file.name.slice(-200), bytes: file.bytes },
      options,
    );
    return visit.redirect(`${root}/${id}?fait=recu`);
  } catch (error) {
    if (error instanceof TooLarge) return await refuse({}, words.fileBig);
    throw error;
  }
}

async function progressPage(visit: Visit): Promise<Response> {
  const { reader, ground } = visit;
  const words = say(moderationMessages, reader);
  const asked = await visit.read(transaction => findImportRequest(transaction, visit.params.id ?? ''));
  if (!asked) return await visit.error(404);
  const verdicts = asked.run
    ? await findVerdicts(ground.database, asked.run, { limit: mostVerdicts, outcomes: ['warn', 'rejected'] })
    : [];
  const isOver = asked.state === 'finished' || asked.state === 'failed';
  const frame = proFrame(visit, words.importTitle(asked.fileName));
  return await visit.page(
    {
      ...frame,
      crumbs: [
        ...frame.crumbs.slice(0, 2),
        { label: words.importsTitle, href: root },
        { label: asked.fileName },
      ],
    },
    <ImportProgressPage
      name={asked.fileName}
      state={asked.state}
      trial={asked.trial}
      progress={asked.progress}
      counts={asked.counts}
      message={asked.message}
      verdicts={verdicts}
      sent={visit.url.searchParams.get('fait') === 'recu'}
      reader={reader}
      number={value => numberText(value, reader.language)}
    />,
    isOver ? {} : { refreshSeconds: 5 },
  );
}
