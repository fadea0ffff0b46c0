import type { Database } from './database.ts';
import type { PrintedDocument } from './documents.ts';
import type { Route } from './http/route.ts';
import type { JobDefinition } from './jobs.ts';
import type { Component } from './ui/gallery.ts';
import type { Verb } from './verb.ts';

/** What a house declares at its door; the composition root hands it to the ground. */
export interface Module {
  /** Name of the folder under src/modules and of the PostgreSQL schema. */
  name: string;
  routes?: readonly Route[];
  verbs?: readonly Verb[];
  jobs?: readonly JobDefinition[];
  documents?: readonly PrintedDocument[];
  /** Pieces shown on /composants besides those of core. */
  components?: readonly Component[];
  /** Journal events of the module: code → sentence in plain French. */
  events?: Readonly<Record<string, string>>;
  /** Contributions to pages of lower floors, by place; each draws itself behind its own policy. */
  panels?: Readonly<Record<string, Panel>>;
  /** Called once per start, in floor order, on the migrated database; must be idempotent. */
  seed?: (context: SeedContext) => Promise<void>;
  /** Fictional life for `run --demo`, clearly marked, through the same acts as the pages; idempotent. */
  demo?: (context: SeedContext) => Promise<void>;
}

export interface SeedContext {
  database: Database;
  now: () => Date;
  /** One line of progress for the person who installs. */
  say: (line: string) => void;
}

export interface Panel {
  order: number;
  render: (context: unknown) => Promise<unknown>;
}

export function defineModule(module: Module): Module {
  return module;
}
