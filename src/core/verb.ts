import type { Actor } from './access.ts';
import type { Database } from './database.ts';
import type { Ground } from './ground.ts';
import type { Module } from './module.ts';

/** One command, `./airial directory import FILE`. */
export interface Verb {
  path: readonly string[];
  /** In French, one line. */
  summary: string;
  options?: Readonly<Record<string, { type: 'string' | 'boolean'; help: string }>>;
  /** Words shown in the usage: `FICHIER`, `[NOM]` when optional. */
  positionals?: string;
  /** Files that must exist before anything is started. */
  files?: (positionals: readonly string[]) => string[];
  /** A verb that needs the data: PostgreSQL is joined or started for its time. Returns the exit code. */
  run?: (context: VerbContext) => Promise<number>;
  /** A verb that opens the data itself, or does without. */
  alone?: (context: AloneContext) => Promise<number>;
}

export interface VerbContext {
  ground: Ground;
  database: Database;
  values: Readonly<Record<string, string | boolean | undefined>>;
  positionals: readonly string[];
  /** A line on standard error: progress, never the result. */
  say: (line: string) => void;
  now: () => Date;
  data: string;
  actor: Actor;
}

export interface AloneContext {
  values: Readonly<Record<string, string | boolean | undefined>>;
  positionals: readonly string[];
  say: (line: string) => void;
  data: string | undefined;
  modules: readonly Module[];
}
