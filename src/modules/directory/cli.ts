import { readFile } from 'node:fs/promises';
import { refuseUnreadable } from '../../core/failures.ts';
import { noBreak as nb, numberText } from '../../core/typography.ts';
import type { Verb, VerbContext } from '../../core/verb.ts';
import { importVerb } from './cli-import.ts';
import { missedVerb } from './cli-statistics.ts';
import { counted } from './counted.ts';
import { schoolHolidaysZoneA } from './data/school-holidays-zone-a.ts';
import { dedup, rehearseDedup } from './deduplicating.ts';
import { scoreBenchmark } from './domain/duplicates/bench.ts';
import { CheckError, checkCases } from './domain/hours/index.ts';
import { CannotMerge, judgeDistinct, mergePlaces, unmerge } from './merging.ts';
import { CannotSettle, settleReport } from './reporting.ts';
import { findQueue } from './store/duplicates.ts';
import { findOpenReports } from './store/reports.ts';

const json = { json: { type: 'boolean', help: 'Écrire le résultat en JSON' } } as const;

const print = (words: string) => void process.stdout.write(`${words}\n`);
const printJson = (value: unknown) => print(JSON.stringify(value, null, 2));

/** An act that makes no sense here is told in one sentence, without a stack. */
async function toldInOneLine(
  { say }: Pick<VerbContext, 'say'>,
  work: () => Promise<number>,
): Promise<number> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof CannotMerge || error instanceof CannotSettle)) throw error;
    say(error.message);
    return 1;
  }
}

const dedupVerb: Verb = {
  path: ['directory', 'dedup'],
  summary: 'Chercher les doublons, réunir les certains, lister les autres',
  options: {
    'dry-run': { type: 'boolean', help: 'Dire ce qui serait fait, sans rien changer' },
    bench: { type: 'string', help: 'Mesurer les règles sur un fichier d’exemples jugés' },
    ...json,
  },
  run: async context => {
    const { values, database, actor, now } = context;
    if (typeof values.bench === 'string') return await bench(values.bench, values.json === true, context);
    if (values['dry-run']) {
      const { clusters, review } = await rehearseDedup({ database });
      if (values.json) printJson({ dry_run: true, clusters, review });
      else {
        for (const { kept, others } of clusters)
          print(
            `À réunir${nb}: ${[kept, ...others].map(({ name, slug }) => `${name} (${slug})`).join(' + ')}`,
          );
        print(
          `${counted(clusters.length, 'groupe')} à réunir, ${counted(review.length, 'paire')} à vérifier. Rien n’a été changé.`,
        );
      }
      return 0;
    }
    const { merged, review, pending } = await dedup({ database, actor, now });
    if (values.json) printJson({ dry_run: false, merged, review });
    else {
      for (const { kept, merged: gone, operation } of merged)
        print(`${gone.slug} → ${kept.slug} (annuler${nb}: directory unmerge ${operation})`);
      print(
        `${counted(merged.length, 'doublon réuni', 'doublons réunis')}, ${counted(pending, 'paire')} à vérifier (directory duplicates).`,
      );
    }
    return 0;
  },
};

async function readJson(file: string): Promise<unknown> {
  refuseUnreadable(file);
  const text = await readFile(file, 'utf8');
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`${file}${nb}: ce n’est pas un JSON lisible.`, { cause: error });
  }
}

async function bench(file: string, asJson: boolean, { say }: Pick<VerbContext, 'say'>): Promise<number> {
  const examples = await readJson(file);
  let report: ReturnType<typeof scoreBenchmark>;
  try {
    report = scoreBenchmark(examples, () => performance.now());
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    say(`${file}${nb}: il faut les listes places, matches, uncertain et hard_negatives d’exemples jugés.`);
    return 1;
  }
  if (asJson) printJson(report);
  else {
    const percent = (share: number) => `${numberText(share * 100, 'fr', 2)}${nb}%`;
    print(
      `${numberText(report.places)} lieux, ${numberText(report.matches)} vraies paires, ${numberText(Math.round(report.milliseconds))}${nb}ms`,
    );
    print(
      `Précision${nb}: ${percent(report.precision)}. Rappel${nb}: ${percent(report.recall)}, avec vérification ${percent(report.recallWithReview)}.`,
    );
    print(
      `Contre-exemples réunis à tort${nb}: ${numberText(report.hardNegativesMerged)}. Paires à vérifier${nb}: ${numberText(report.reviewPairs)}.`,
    );
    for (const [name, { pairs, recall, recallWithReview }] of Object.entries(report.byClass)) {
      print(
        `  ${name}${nb}: ${numberText(pairs)} paires, ${percent(recall)}, avec vérification ${percent(recallWithReview)}`,
      );
    }
  }
  return 0;
}

const mergeVerb: Verb = {
  path: ['directory', 'merge'],
  summary: 'Réunir deux fiches du même lieu',
  positionals: 'A B',
  options: json,
  run: async context =>
    await toldInOneLine(context, async () => {
      const [a, b] = context.positionals as [string, string];
      const merged = await mergePlaces(context, a, b, { reason: 'Décidé en ligne de commande' });
      if (context.values.json) printJson(merged);
      else
        print(
          `${merged.merged.slug} → ${merged.kept.slug}\nPour annuler${nb}: ./airial directory unmerge ${merged.operation}`,
        );
      return 0;
    }),
};

const unmergeVerb: Verb = {
  path: ['directory', 'unmerge'],
  summary: 'Annuler une réunion de deux fiches',
  positionals: 'FUSION',
  options: json,
  run: async context =>
    await toldInOneLine(context, async () => {
      const undone = await unmerge(context, context.positionals[0]!);
      if (context.values.json) printJson(undone);
      else {
        print(`${undone.restored.slug} est de nouveau à part, ${undone.kept.slug} aussi.`);
        if (undone.keptEdits.length > 0)
          print(`Gardé sur ${undone.kept.slug}, car écrit depuis${nb}: ${undone.keptEdits.join(', ')}`);
      }
      return 0;
    }),
};

const distinctVerb: Verb = {
  path: ['directory', 'distinct'],
  summary: 'Dire que deux fiches sont deux lieux différents',
  positionals: 'A B',
  options: json,
  run: async context =>
    await toldInOneLine(context, async () => {
      const [a, b] = context.positionals as [string, string];
      const judged = await judgeDistinct(context, a, b);
      if (context.values.json) printJson(judged);
      else
        print(
          judged.changed ? 'Noté. Ces deux lieux ne seront plus proposés ensemble.' : 'C’était déjà noté.',
        );
      return 0;
    }),
};

const duplicatesVerb: Verb = {
  path: ['directory', 'duplicates'],
  summary: 'Lister les doublons à vérifier',
  options: json,
  run: async ({ database, values }) => {
    const queue = await findQueue(database);
    if (values.json) printJson(queue);
    else if (queue.length === 0) print('Aucun doublon à vérifier.');
    for (const { a, b, reasons } of values.json ? [] : queue) {
      print(`${a.name}, ${a.commune} (${a.slug})\n${b.name}, ${b.commune} (${b.slug})`);
      print(
        `  ${reasons.join(' · ')}\n  ./airial directory merge ${a.slug} ${b.slug}\n  ./airial directory distinct ${a.slug} ${b.slug}\n`,
      );
    }
    return 0;
  },
};

const reportsVerb: Verb = {
  path: ['directory', 'reports'],
  summary: 'Lister les erreurs signalées par les visiteurs',
  options: json,
  run: async ({ database, actor, values }) => {
    const reports = await findOpenReports(database, actor);
    if (values.json) printJson(reports);
    else if (reports.length === 0) print('Aucun signalement à régler.');
    for (const { reference, name, slug, wrong, details } of values.json ? [] : reports) {
      print(
        `${reference}  ${name} (${slug})\n  ${wrong.join(', ')}${details ? `\n  «${nb}${details}${nb}»` : ''}\n`,
      );
    }
    return 0;
  },
};

const settleVerb: Verb = {
  path: ['directory', 'settle'],
  summary: 'Régler un signalement',
  positionals: 'RÉFÉRENCE',
  options: { answer: { type: 'string', help: 'Ce qui a été fait, en une phrase' }, ...json },
  run: async context =>
    await toldInOneLine(context, async () => {
      const settled = await settleReport(
        context,
        context.positionals[0]!,
        String(context.values.answer ?? ''),
      );
      if (context.values.json) printJson(settled);
      else print(`Signalement ${settled.reference} réglé.`);
      return 0;
    }),
};

const hoursVerb: Verb = {
  path: ['directory', 'hours', 'check'],
  summary: 'Évaluer des horaires (liste JSON de cas)',
  positionals: 'FICHIER',
  options: json,
  alone: async ({ positionals, say }) => {
    const cases = await readJson(positionals[0]!);
    try {
      printJson(checkCases(cases, { school: schoolHolidaysZoneA }));
      return 0;
    } catch (error) {
      if (!(error instanceof CheckError)) throw error;
      const { index, message } = error;
      say(index < 0 ? message : `Cas ${index + 1}${nb}: ${message}`);
      return 1;
    }
  },
};

/** Commands of the directory. */
export const directoryVerbs: readonly Verb[] = [
  importVerb,
  dedupVerb,
  duplicatesVerb,
  mergeVerb,
  unmergeVerb,
  distinctVerb,
  reportsVerb,
  settleVerb,
  missedVerb,
  hoursVerb,
];
