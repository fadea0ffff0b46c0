import { noBreak as nb, numberText } from '../../core/typography.ts';
import type { Verb, VerbContext } from '../../core/verb.ts';
import { loadTerritory } from '../territory/index.ts';
import { counted } from './counted.ts';
import type { RowVerdict } from './domain/import-report.ts';
import { keepMemoryFlat } from './flat-memory.ts';
import { type ImportResult, ImportStopped, importFile } from './importing.ts';
import { mappings } from './mappings.ts';
import { UnreadableFile } from './reading/unreadable.ts';

/** Rejected rows shown on the terminal; the report has them all. */
const SHOWN = 20;

/** `directory import FILE`: exit code 0 all good, 2 some rows refused, 1 nothing could be done or the import stopped. */
export const importVerb: Verb = {
  path: ['directory', 'import'],
  summary: 'Importer un fichier de lieux (CSV ou JSON)',
  positionals: 'FICHIER',
  options: {
    format: { type: 'string', help: `Format${nb}: ${[...mappings.keys()].join(', ')} (standard par défaut)` },
    source: { type: 'string', help: 'Nom de la source (celle du format par défaut)' },
    territory: { type: 'string', help: 'Code du département attendu, pour vérifier' },
    'dry-run': { type: 'boolean', help: 'Dire ce qui serait fait, sans rien écrire' },
    'allow-shrink': { type: 'boolean', help: `Accepter un fichier plus court de 20${nb}% ou plus` },
    json: { type: 'boolean', help: 'Écrire un seul document JSON, avec un verdict par ligne' },
  },
  files: ([file]) => (file ? [file] : []),
  run: async context => {
    keepMemoryFlat();
    const output = context.values.json ? new JsonReport(context) : new PlainReport();
    const progress = new Progress();
    try {
      await refuseOtherTerritory(context);
      const result = await importFile({
        database: context.database,
        actor: context.actor,
        file: context.positionals[0]!,
        format: text(context.values.format),
        source: text(context.values.source),
        dryRun: context.values['dry-run'] === true,
        allowShrink: context.values['allow-shrink'] === true,
        now: context.now,
        say: line => progress.say(line, context.say),
        onStart: started => output.start(started),
        onVerdict: verdict => output.verdict(verdict),
        onProgress: (done, total) => progress.show(done, total),
      });
      progress.end();
      output.end(result, context);
      return result.counts.rejected > 0 ? 2 : 0;
    } catch (error) {
      if (!(error instanceof ImportStopped || error instanceof UnreadableFile)) throw error;
      progress.end();
      output.fail(error.message);
      context.say(error.message);
      return 1;
    }
  },
};

function text(value: string | boolean | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

async function refuseOtherTerritory({ database, values }: VerbContext) {
  if (!values.territory) return;
  const { communes } = await loadTerritory(database);
  if (communes.departement.code === values.territory) return;
  throw new ImportStopped(
    `Ces données sont celles du département ${communes.departement.code}, pas ${values.territory}. Rien n’a été changé.`,
  );
}

interface Output {
  start(started: { run: string | null; report: string | null }): void;
  verdict(verdict: RowVerdict): void;
  end(result: ImportResult, context: VerbContext): void;
  fail(message: string): void;
}

const write = (words: string) => void process.stdout.write(words);

/** Address of the report on this site, or from its root when the site does not know its own name. */
function reportAddress(report: string, { ground }: Pick<VerbContext, 'ground'>): string {
  return ground.config.publicUrl ? new URL(report, ground.config.publicUrl).href : report;
}

/** One JSON document, written as the rows come: nothing is held. */
class JsonReport implements Output {
  private readonly context: VerbContext;
  private started = false;
  private rows = 0;

  constructor(context: VerbContext) {
    this.context = context;
  }

  start({ run, report }: { run: string | null; report: string | null }) {
    this.started = true;
    const address = report ? reportAddress(report, this.context) : null;
    write(`{"run":${JSON.stringify(run)},"report":${JSON.stringify(address)},"rows":[`);
  }

  verdict(verdict: RowVerdict) {
    write(`${this.rows++ === 0 ? '\n' : ',\n'}${JSON.stringify(verdict)}`);
  }

  end({ source, counts, unknownColumns }: ImportResult) {
    write(
      `],"source":${JSON.stringify(source)},"unknown_columns":${JSON.stringify(unknownColumns)},"counts":${JSON.stringify(counts)}}\n`,
    );
  }

  fail(message: string) {
    if (!this.started) this.start({ run: null, report: null });
    write(`],"counts":null,"error":${JSON.stringify(message)}}\n`);
  }
}

class PlainReport implements Output {
  private refused = 0;

  start() {}

  verdict({ line, outcome, issues }: RowVerdict) {
    if (outcome !== 'rejected') return;
    this.refused++;
    const reason = issues.find(issue => issue.severity === 'rejected') ?? issues[0];
    if (this.refused <= SHOWN) write(`Ligne ${line} refusée${nb}: ${reason?.message_fr ?? ''}\n`);
  }

  end({ counts, report, unknownColumns, run }: ImportResult, context: VerbContext) {
    if (this.refused > SHOWN)
      write(`… et ${counted(this.refused - SHOWN, 'autre ligne refusée', 'autres lignes refusées')}.\n`);
    if (unknownColumns.length > 0)
      write(`Colonnes inconnues, laissées de côté${nb}: ${unknownColumns.join(', ')}\n`);
    const seen = [
      `${counted(counts.accepted, 'ligne')} sans remarque`,
      `${numberText(counts.warn)} avec remarque`,
      counted(counts.rejected, 'refusée'),
    ];
    write(`${seen.join(', ')}.\n`);
    const did = [
      counted(counts.created, 'nouveau', 'nouveaux'),
      counted(counts.changed, 'changé'),
      counted(counts.untouched, 'inchangé'),
    ];
    write(`${run ? 'Lieux' : 'Essai, rien n’est écrit. Lieux'}${nb}: ${did.join(', ')}.\n`);
    if (counts.missing > 0) {
      write(
        `Absents du fichier, mais toujours publiés${nb}: ${counted(counts.missing, 'lieu', 'lieux')} de cette source.\n`,
      );
    }
    if (report) write(`Rapport${nb}: ${reportAddress(report, context)}\n`);
  }

  fail() {}
}

/** A bar on a terminal; a line every tenth elsewhere. */
class Progress {
  private tenths = 0;
  private drawn = false;

  show(done: number, total: number) {
    const share = total === 0 ? 1 : Math.min(1, done / total);
    if (process.stderr.isTTY) {
      const filled = Math.round(share * 30);
      process.stderr.write(
        `\r${'█'.repeat(filled)}${'░'.repeat(30 - filled)} ${numberText(done)} / ${numberText(total)}`,
      );
      this.drawn = true;
      return;
    }
    const tenths = Math.floor(share * 10);
    if (tenths === this.tenths) return;
    this.tenths = tenths;
    process.stderr.write(`${tenths * 10}${nb}% (${counted(done, 'ligne')} sur ${numberText(total)})\n`);
  }

  say(line: string, say: (line: string) => void) {
    this.end();
    say(line);
  }

  end() {
    if (this.drawn) process.stderr.write('\n');
    this.drawn = false;
  }
}
