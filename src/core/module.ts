import type { Child } from 'hono/jsx';
import type { Database } from './database.ts';
import type { PrintedDocument } from './documents.ts';
import type { Ground } from './ground.ts';
import type { Route, Visit } from './http/route.ts';
import type { JobDefinition } from './jobs.ts';
import type { Component } from './ui/gallery.ts';
import type { Need } from './ui/home-page.tsx';
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
  /** Contributions to pages of lower floors; each draws itself behind its own policy. */
  panels?: Panels;
  /** Sources and licences of what the house shows. */
  attribution?: string;
  /** Called once per start, in floor order, on the migrated database; must be idempotent. */
  seed?: (context: SeedContext) => Promise<void>;
  /** What must be kept before the process ends: counts not yet written. */
  stop?: (ground: Ground) => Promise<void>;
  /** Fictional life for `run --demo`, clearly marked, through the same acts as the pages; idempotent. */
  demo?: (context: SeedContext) => Promise<void>;
}

export interface SeedContext {
  database: Database;
  now: () => Date;
  /** One line of progress for the person who installs. */
  say: (line: string) => void;
}

/** The places of a page that a house may fill. */
export interface Panels {
  /** Where a need of the home page is answered; a later house takes over from an earlier one. */
  homeNeeds?: Partial<Record<Need, string>>;
  /** Beside the help panel of the home page. */
  homeNow?: (visit: Visit) => Promise<Child>;
  /** Words offered while typing in the question of the home page. */
  homeSuggestions?: (visit: Visit) => Promise<readonly string[]>;
}

export function defineModule(module: Module): Module {
  return module;
}
