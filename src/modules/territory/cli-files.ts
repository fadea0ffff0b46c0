import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import type { AloneContext } from '../../core/verb.ts';
import { UnreadableTable } from './communes-table.ts';
import { UnreadableGraph } from './domain/positioning/orlib.ts';

/** Exit codes of product/territory.md §9. */
export const exits = {
  done: 0,
  refuted: 1,
  wrongWords: 2,
  notCheckable: 3,
  unreadable: 4,
  infeasible: 5,
} as const;

/** What cannot go on, and the exit code that says it. */
export class Stopped extends Error {
  readonly exit: number;
  constructor(exit: number, message: string) {
    super(message);
    this.exit = exit;
  }
}

/** Runs a verb; what stops it is said in a sentence, and by its exit code. */
export async function told(context: AloneContext, work: () => Promise<number>): Promise<number> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Stopped) {
      context.say(error.message);
      return error.exit;
    }
    if (error instanceof UnreadableGraph || error instanceof UnreadableTable) {
      context.say(`${context.positionals[0] ?? context.values.data}, ${error.message}`);
      return exits.unreadable;
    }
    throw error;
  }
}

/** The text of a file, packed or not. */
export async function textOf(file: string): Promise<string> {
  try {
    const bytes = await readFile(file);
    return (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  } catch {
    throw new Stopped(exits.unreadable, `Le fichier ${file} ne peut pas être lu.`);
  }
}

/** Of the UTF-8 bytes, in hexadecimal. */
export const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** A whole number given as an option. */
export function count(context: AloneContext, name: string, otherwise: number, least: number): number {
  const typed = context.values[name];
  if (typed === undefined) return otherwise;
  const value = Number(typed);
  if (!Number.isInteger(value) || value < least)
    throw new Stopped(
      exits.wrongWords,
      `--${name}\u00a0: «\u00a0${typed}\u00a0» n’est pas un nombre entier d’au moins ${least}.`,
    );
  return value;
}
