import { once } from 'node:events';
import { createWriteStream, existsSync, readFileSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import pg from 'pg';
import { act } from '../act.ts';
import { failureText, refuseUnreadable } from '../failures.ts';
import type { Ground } from '../ground.ts';
import { openInstallation } from '../installation.ts';
import { isEnding } from '../interruption.ts';
import type { AloneContext, Verb } from '../verb.ts';
import type { Verdict } from './audit.ts';
import { journalEvents } from './events.ts';
import { atOneInstant, provenEntries, type Selection, wholeJournal } from './exporting.ts';
import { holdJournal, writeHead } from './integrating.ts';
import { journalName, keyFile, listKeys, localKey, rotateKey } from './keys.ts';
import {
  BadNote,
  readCheckpoint,
  readVerifier,
  type Verifier,
  writeCheckpoint,
  writeVerifier,
} from './note.ts';
import { checkProofs, verifyExport } from './outside.ts';
import { currentNote, plainly } from './reading.ts';
import { CannotVerify, verifyJournal } from './verifying.ts';

/* Answers 0: good · 1: the journal was changed · 2: it could not be read. */

type Values = AloneContext['values'];
const json = { type: 'boolean', help: 'Écrire le résultat en JSON' } as const;
const out = { type: 'string', help: 'Fichier à écrire (par défaut\u00a0: la sortie)' } as const;
const key = { type: 'string', help: 'Clé publique du journal, ou fichier qui la contient' } as const;
const print = (line: string) => void process.stdout.write(`${line}\n`);

/** Whatever prevents from reading answers 2: it must not pass for a tampering. */
function reading(work: (context: AloneContext) => Promise<number>): NonNullable<Verb['alone']> {
  return async context => {
    try {
      return await work(context);
    } catch (error) {
      if (isEnding()) throw error;
      context.say(process.env.AIRIAL_TRACE ? (error as Error).stack! : failureText(error));
      return 2;
    }
  };
}

/** The data, with a connection that reads everything. */
async function withJournal(
  { data, modules, say }: AloneContext,
  work: (ground: Ground, owner: pg.Client) => Promise<number>,
): Promise<number> {
  const installation = await openInstallation({ data, modules, say, seed: false });
  try {
    const owner = new pg.Client({ connectionString: installation.ground.ownerConnectionString });
    await owner.connect();
    try {
      return await work(installation.ground, owner);
    } finally {
      await owner.end();
    }
  } finally {
    await installation.close();
  }
}

function textOf(file: string): string {
  refuseUnreadable(file);
  return readFileSync(file, 'utf8');
}

/** The key itself, or the file that holds it. */
function verifierOf(given: Values[string]): Verifier {
  if (typeof given !== 'string') throw new CannotVerify('Donnez la clé publique du journal\u00a0: --key=….');
  try {
    return readVerifier(given.includes('+') && !existsSync(given) ? given : textOf(given));
  } catch (error) {
    if (error instanceof BadNote) throw new CannotVerify(error.message);
    throw error;
  }
}

function sizeOf(given: Values[string]): number | undefined {
  if (given === undefined) return undefined;
  if (!/^\d{1,12}$/.test(String(given)))
    throw new CannotVerify(`« ${given} » n’est pas un nombre d’entrées.`);
  return Number(given);
}

const verify: Verb = {
  path: ['journal', 'verify'],
  summary: 'Vérifier que le journal n’a pas été modifié',
  options: {
    against: { type: 'string', help: 'Fichier d’un point de contrôle gardé ailleurs' },
    since: { type: 'string', help: 'Vérifier à partir de ce nombre d’entrées' },
    export: { type: 'string', help: 'Vérifier cette copie (export --all), sans base de données' },
    key: { ...key, help: 'Clé publique à croire (par défaut\u00a0: celle de cette machine)' },
    json,
  },
  alone: reading(async context => {
    const { values, say } = context;
    const against = values.against === undefined ? undefined : textOf(String(values.against));
    if (values.export !== undefined) {
      refuseUnreadable(String(values.export));
      const believed = verifierOf(values.key);
      return tell(
        await verifyExport(String(values.export), {
          key: believed,
          say,
          ...(against === undefined ? {} : { against }),
        }),
        context,
      );
    }
    return await withJournal(context, async (ground, owner) => {
      const began = performance.now();
      const anchor =
        values.key === undefined
          ? await localKey(keyFile(ground.config, ground.folder))
          : verifierOf(values.key).publicKey;
      const since = sizeOf(values.since);
      const verdict = await verifyJournal(owner, {
        anchor,
        say,
        ...(since === undefined ? {} : { since }),
        ...(against === undefined ? {} : { against }),
      });
      await noteVerification(ground, verdict, (performance.now() - began) / 1000);
      return tell(verdict, context);
    });
  }),
};

/** The journal says when it was verified; a verification is not undone because this cannot be written. */
async function noteVerification(ground: Ground, { size, findings }: Verdict, seconds: number) {
  await act(ground.database, ground.now(), {
    event: journalEvents.verified,
    actor: { kind: 'command', ref: 'journal verify' },
    change: async () => ({
      answer: null,
      object: { type: 'journal', ref: String(size) },
      facts: {
        size,
        findings: findings.length,
        first: findings[0]?.index ?? null,
        seconds: Math.round(seconds),
      },
    }),
  }).catch(() => {});
}

function tell(verdict: Verdict, { values, say }: AloneContext): number {
  const [worst] = verdict.findings;
  if (values.json) print(JSON.stringify({ ok: !worst, first_bad: worst ?? null, ...verdict }, null, 2));
  else if (worst) {
    print('Le journal a été modifié.');
    for (const { index, entry, reason } of verdict.findings)
      print(
        `${index === null ? 'Hors de l’arbre' : `Entrée n°\u00a0${index}`}${entry ? ` (${entry})` : ''}\u00a0: ${reason}`,
      );
  } else {
    print(
      `Le journal est intact\u00a0: ${verdict.checked} entrées vérifiées sur ${verdict.size}, ${verdict.details} détails, ${verdict.checkpoints} points de contrôle.`,
    );
    if (verdict.retired > 0) print(`Entrées ôtées par les règles de conservation\u00a0: ${verdict.retired}.`);
    print(`Racine\u00a0: ${verdict.root}`);
  }
  for (const warning of verdict.warnings) say(warning);
  return worst ? 1 : 0;
}

/** Writes lines to a file, whole or not at all, or to the output. */
async function writeLines(lines: AsyncIterable<unknown>, file: string | undefined): Promise<number> {
  const draft = file && `${file}.part`;
  const target = draft ? createWriteStream(draft, { mode: 0o600 }) : process.stdout;
  const failed = draft
    ? once(target, 'error').then(([error]) => Promise.reject(error))
    : new Promise<never>(() => {});
  failed.catch(() => {});
  let count = -1;
  try {
    for await (const line of lines) {
      // Some programs end a line there.
      const text = JSON.stringify(line).replace(
        /[\u2028\u2029]/g,
        sign => `\\u${sign.charCodeAt(0).toString(16)}`,
      );
      if (!target.write(`${text}\n`)) await Promise.race([once(target, 'drain'), failed]);
      count++;
    }
    if (draft) {
      target.end();
      await Promise.race([finished(target), failed]);
      await rename(draft, file);
    }
    return count;
  } catch (error) {
    if (draft) await rm(draft, { force: true });
    throw error;
  }
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function referenceOf(given: unknown): string {
  if (typeof given !== 'string' || !uuid.test(given))
    throw new CannotVerify(`« ${given ?? ''} » n’est pas un identifiant.`);
  return given.toLowerCase();
}

const prove: Verb = {
  path: ['journal', 'prove'],
  summary: 'Écrire la preuve qu’une entrée est dans le journal',
  positionals: '[ENTRÉE]',
  options: { out, json },
  alone: reading(async context => {
    const entry = referenceOf(context.positionals[0]);
    const file = context.values.out === undefined ? undefined : String(context.values.out);
    return await withJournal(context, async (_, owner) => {
      const written = await writeLines(
        found(atOneInstant(owner, () => provenEntries(owner, { entry }))),
        file,
      );
      if (file) {
        if (context.values.json) print(JSON.stringify({ ok: true, entry, file, proofs: written }));
        else print(`Preuve écrite\u00a0: ${file}`);
      }
      return 0;
    });
  }),
};

/** An entry that is not in the signed tree has no proof: nothing is written. */
async function* found<Line>(lines: AsyncIterable<Line>): AsyncIterable<Line> {
  const all: Line[] = [];
  for await (const line of lines) all.push(line);
  if (all.length < 2) throw new CannotVerify('Cette entrée n’est pas dans le journal signé, ou pas encore.');
  yield* all;
}

const checkProof: Verb = {
  path: ['journal', 'check-proof'],
  summary: 'Vérifier une preuve, sans base de données',
  positionals: '[FICHIER]',
  options: { key, json },
  alone: reading(async ({ positionals, values }) => {
    const [file] = positionals;
    if (!file) throw new CannotVerify('Donnez le fichier de la preuve.');
    refuseUnreadable(file);
    const { size, entries, wrong } = await checkProofs(file, verifierOf(values.key));
    if (values.json) print(JSON.stringify({ ok: !wrong, size, entries, wrong }, null, 2));
    else if (wrong) print(`La preuve est fausse, entrée n°\u00a0${wrong.index}\u00a0: ${wrong.reason}`);
    else {
      for (const entry of entries) print(`${entry.at}\t${entry.event}\t${entry.id}`);
      print(`Preuve bonne\u00a0: ${entries.length} entrées du journal qui en comptait ${size}.`);
    }
    return wrong ? 1 : 0;
  }),
};

const exportVerb: Verb = {
  path: ['journal', 'export'],
  summary: 'Extraire des entrées avec leurs preuves, ou tout le journal',
  options: {
    person: { type: 'string', help: 'Compte ou personne dont on extrait les entrées' },
    organisation: { type: 'string', help: 'Structure dont on extrait les entrées, sans les détails' },
    all: { type: 'boolean', help: 'Tout le journal sans les détails, à vérifier par un tiers' },
    from: { type: 'string', help: 'Premier jour, AAAA-MM-JJ' },
    to: { type: 'string', help: 'Dernier jour, AAAA-MM-JJ' },
    out,
    json,
  },
  alone: reading(async context => {
    const { values } = context;
    const file = values.out === undefined ? undefined : String(values.out);
    const chosen = selectionOf(values);
    return await withJournal(context, async (_, owner) => {
      const lines = (): AsyncIterable<unknown> =>
        chosen ? provenEntries(owner, chosen) : wholeJournal(owner);
      const count = await writeLines(atOneInstant(owner, lines), file);
      if (file && values.json) print(JSON.stringify({ ok: true, file, entries: count }));
      else context.say(`${count} entrées extraites.`);
      return 0;
    });
  }),
};

/** Null for the whole journal. */
function selectionOf(values: Values): Selection | null {
  const kinds = (['person', 'organisation', 'all'] as const).filter(kind => values[kind] !== undefined);
  if (kinds.length !== 1) throw new CannotVerify('Choisissez --person=…, --organisation=… ou --all.');
  const day = (given: Values[string]): string | undefined => {
    if (given === undefined) return undefined;
    const at = new Date(`${given}T00:00:00Z`);
    if (Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== given)
      throw new CannotVerify(`« ${given} » n’est pas un jour\u00a0: écrivez AAAA-MM-JJ.`);
    return String(given);
  };
  const [from, to] = [day(values.from), day(values.to)];
  const days = { ...(from ? { from } : {}), ...(to ? { to } : {}) };
  if (values.person !== undefined) return { person: referenceOf(values.person), ...days };
  if (values.organisation !== undefined) return { organisation: referenceOf(values.organisation), ...days };
  if (from || to) throw new CannotVerify('--all extrait tout le journal\u00a0: ni --from ni --to.');
  return null;
}

const keys: Verb = {
  path: ['journal', 'keys'],
  summary: 'Montrer la clé publique du journal, ou en changer',
  options: {
    rotate: { type: 'boolean', help: 'Changer de clé\u00a0: la nouvelle est désignée par l’ancienne' },
    json,
  },
  alone: reading(context =>
    withJournal(context, async (ground, owner) => {
      const file = keyFile(ground.config, ground.folder);
      if (context.values.rotate) await rotate(ground, file, context.say);
      const known = await listKeys(owner);
      const held = await localKey(file);
      const rows = known.map(one => ({
        number: one.number,
        key: writeVerifier(one),
        in_use: one === known.at(-1),
        held_here: held !== null && one.publicKey.equals(held),
      }));
      if (context.values.json) print(JSON.stringify(rows, null, 2));
      else for (const row of rows) print(`${row.key}${row.in_use ? '' : '\t(ancienne)'}`);
      if (known.length === 0) context.say('Aucune clé encore\u00a0: elle est créée au démarrage d’Airial.');
      else if (!rows.at(-1)!.held_here) context.say(`${file} n’est pas la clé en usage.`);
      return 0;
    }),
  ),
};

async function rotate(ground: Ground, file: string, say: (line: string) => void) {
  const name = journalName(ground.config);
  const { signedByOld, settle } = await act(ground.database, ground.now(), {
    event: journalEvents.key_rotated,
    actor: { kind: 'command', ref: 'journal keys' },
    change: async transaction => {
      const client = plainly(transaction);
      await holdJournal(client, { wait: true });
      const rotated = await rotateKey(client, file, name);
      // The same state, under the new key: nobody has to wait for an entry to see it.
      const head = readCheckpoint((await currentNote(client)) ?? '');
      if (head)
        await writeHead(client, head.size, head.root, writeCheckpoint(head.size, head.root, rotated.signer));
      return {
        answer: rotated,
        object: { type: 'journal_key', ref: String(rotated.number) },
        facts: { number: rotated.number, named: rotated.signedByOld },
      };
    },
  });
  await settle();
  say(
    signedByOld
      ? 'La clé a changé. Donnez la nouvelle à ceux qui vérifient le journal\u00a0: ceux qui ont l’ancienne la croient déjà.'
      : 'La clé perdue est remplacée. Donnez la nouvelle à ceux qui vérifient le journal\u00a0: l’ancienne ne la désigne pas.',
  );
}

export const journalVerbs: readonly Verb[] = [verify, prove, checkProof, exportVerb, keys];
