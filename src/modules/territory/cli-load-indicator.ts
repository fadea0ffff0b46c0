import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { failureText } from '../../core/failures.ts';
import { numberText } from '../../core/typography.ts';
import type { Verb, VerbContext } from '../../core/verb.ts';
import { exits } from './cli-files.ts';
import { type ColumnChoice, WrongColumns } from './domain/importing/columns.ts';
import { importIndicator, NothingKept, publishIndicator, vintagePattern } from './importing.ts';
import { UnreadableFile } from './reading/unreadable.ts';
import { loadTerritory } from './store.ts';
import { findImport } from './store-indicators.ts';
import { indicatorOf, indicators } from './vocabulary.ts';

/** Options of `territory load FILE --indicator ID`. */
export const indicatorOptions: NonNullable<Verb['options']> = {
  indicator: { type: 'string', help: 'Lit un fichier de cet indicateur' },
  vintage: { type: 'string', help: 'Année des valeurs, ou mois\u00a0: 2021, 2019-09' },
  code: { type: 'string', help: 'Colonne du code de la commune ou de l’IRIS (insee)' },
  value: { type: 'string', help: 'Colonne de la valeur (l’identifiant de l’indicateur)' },
  numerator: { type: 'string', help: 'Colonne du numérateur, s’il y en a une' },
  denominator: { type: 'string', help: 'Colonne du dénominateur, s’il y en a une' },
  population: { type: 'string', help: 'Colonne des habitants, s’il y en a une' },
  publish: { type: 'boolean', help: 'Publie les valeurs gardées' },
};

/** Rows of each kind written in full; `--json` gives them all. */
const mostTold = 50;

/** `territory load FILE --indicator ID --vintage YYYY`: reads a file, tells what it did of each row, publishes if asked. */
export async function loadIndicator(context: VerbContext): Promise<number> {
  const { values, database, actor, say } = context;
  const text = (name: string) => (typeof values[name] === 'string' ? values[name] : null);
  const stop = (exit: number, why: string) => {
    say(why);
    return exit;
  };
  const [path = ''] = context.positionals;
  const indicator = indicatorOf(text('indicator') ?? '');
  if (!indicator)
    return stop(
      exits.wrongWords,
      `--indicator\u00a0: «\u00a0${text('indicator') ?? ''}\u00a0» n’est pas connu. Choisissez parmi\u00a0: ${indicators.map(({ id }) => id).join(', ')}.`,
    );
  const vintage = text('vintage');
  if (vintage === null || !vintagePattern.test(vintage))
    return stop(exits.wrongWords, 'Donnez l’année des valeurs\u00a0: --vintage 2021 (ou 2021-09).');
  const columns: ColumnChoice = {
    code: text('code') ?? 'insee',
    value: text('value') ?? indicator.id,
    numerator: text('numerator'),
    denominator: text('denominator'),
    population: text('population'),
  };
  const acting = { database, actor, now: context.now() };
  try {
    say(`${basename(path)}\u00a0: lecture`);
    const bytes = await readFile(path).catch(error => {
      throw new UnreadableFile(failureText(error), { cause: error });
    });
    const saved = await importIndicator(acting, {
      indicator,
      vintage,
      columns,
      fileName: basename(path),
      bytes,
    });
    if (values.publish) await publishIndicator(acting, saved.id);
    const found = (await findImport(database, saved.id))!;
    const told = values.json ? JSON.stringify(resultOf(found, saved.isNew)) : await reportOf(context, found);
    process.stdout.write(`${told}\n`);
    return exits.done;
  } catch (error) {
    if (error instanceof UnreadableFile || error instanceof WrongColumns)
      return stop(exits.unreadable, `${basename(path)}\u00a0: ${error.message}`);
    if (error instanceof NothingKept)
      return stop(exits.unreadable, `${basename(path)}\u00a0: aucune valeur gardée, rien n’est publié.`);
    throw error;
  }
}

type Found = NonNullable<Awaited<ReturnType<typeof findImport>>>;

function resultOf({ id, indicator, vintage, report, kept, ...it }: Found, isNew: boolean) {
  return {
    command: 'territory.load',
    import: id,
    is_new: isNew,
    indicator,
    vintage,
    file: it.fileName,
    sha256: it.sha256,
    rows_read: it.rowsRead,
    rows_kept: it.rowsKept,
    rows_refused: it.rowsRefused,
    published: it.publishedAt !== null,
    communes: kept.length,
    ...report,
  };
}

async function reportOf({ database }: VerbContext, { report, kept, ...it }: Found): Promise<string> {
  const { communes } = await loadTerritory(database);
  const named = (code: string) => `${code} ${communes.get(code)?.name ?? ''}`;
  const list = (title: string, lines: readonly string[]) =>
    lines.length === 0
      ? []
      : [
          `${title}\u00a0: ${numberText(lines.length)}`,
          ...lines.slice(0, mostTold).map(line => `  ${line}`),
          ...(lines.length > mostTold
            ? [`  … et ${numberText(lines.length - mostTold)} de plus (--json)`]
            : []),
        ];
  const of = (status: string) => kept.filter(each => each.status === status).length;
  return [
    `${it.indicator} ${it.vintage}\u00a0: ${numberText(it.rowsRead)} lignes lues, ${numberText(kept.length)} communes gardées (${of('observed')} publiées, ${of('merged')} calculées, ${of('suppressed')} non publiées).`,
    ...(report.elsewhere > 0
      ? [`Lignes d’autres départements, laissées de côté\u00a0: ${numberText(report.elsewhere)}`]
      : []),
    ...list(
      'Anciens codes',
      report.mapped.map(({ line, from, to }) => `ligne ${line}\u00a0: ${from} → ${to}`),
    ),
    ...list(
      'Communes réunies à partir de leurs quartiers (IRIS)',
      report.joined.map(({ commune, quarters }) => `${commune}\u00a0: ${quarters}`),
    ),
    ...list(
      'Lignes refusées',
      report.refused.map(({ line, typed, why }) => `ligne ${line}\u00a0: «\u00a0${typed}\u00a0», ${why}`),
    ),
    ...list('Communes absentes', report.absent.map(named)),
    ...list('Remarques', report.remarks),
    it.publishedAt === null
      ? `Rien n’est publié\u00a0: relisez, puis ajoutez --publish, ou ouvrez /territoire/imports/${it.id}.`
      : 'Publié. Recalculez l’indice\u00a0: ./airial territory index --publish',
  ].join('\n');
}
