import type { Child } from 'hono/jsx';
import type { ApiClient, Policy, RefusedPolicy, SignedIn } from './access.ts';
import type { Call } from './api/call.ts';
import type { Database } from './database.ts';
import type { PrintedDocument } from './documents.ts';
import type { JournalEvent } from './events.ts';
import type { Ground } from './ground.ts';
import type { Route, Visit } from './http/route.ts';
import type { JobDefinition } from './jobs.ts';
import type { ReplyReader } from './notify/replies.ts';
import { type FindContact, type MessageTemplate, registerMessages } from './notify/template.ts';
import type { OwnData } from './own-data.ts';
import type { RetentionRule } from './retention/rule.ts';
import type { Component } from './ui/gallery.ts';
import type { Need } from './ui/home-page.tsx';
import type { TagKind } from './ui/notices.tsx';
import type { Reader } from './ui/site.ts';
import type { Verb } from './verb.ts';

/** What a house declares at its door; the composition root hands it to the ground. */
export interface Module {
  /** Name of the folder under src/modules and of the PostgreSQL schema. */
  name: string;
  routes?: readonly Route[];
  /** Calls of its routes under /api/, for the documentation. */
  api?: readonly Call[];
  verbs?: readonly Verb[];
  jobs?: readonly JobDefinition[];
  documents?: readonly PrintedDocument[];
  /** Pieces shown on /composants besides those of core. */
  components?: readonly Component[];
  /** The acts of the module: who may do each, and its sentence in the journal. */
  events?: Readonly<Record<string, JournalEvent>>;
  /** Messages the module may send with `notify()`. */
  templates?: readonly MessageTemplate[];
  /** How to reach an account; given by the house of accounts. */
  contacts?: FindContact;
  /** Text messages received: STOP, OUI, NON… */
  replies?: ReplyReader;
  /** What it holds about an account, for the copy that its holder takes. */
  ownData?: readonly OwnData[];
  /** When its personal data end. */
  retention?: readonly RetentionRule[];
  /** Who holds this session, as things are now; touches its idle time. Given by the house of accounts. */
  identify?: (ground: Ground, session: Uint8Array, now: Date) => Promise<SignedIn | null>;
  /** Which linked application shows this key; null when none does. Given by the house of accounts. */
  identifyClient?: (
    ground: Ground,
    client: string,
    secret: Uint8Array,
    now: Date,
  ) => Promise<ApiClient | null>;
  /** Told of every act refused to somebody who is signed in: `route` is the pattern, never the address. */
  refused?: (visit: Visit, policy: Pick<Policy, 'id'>, route: string) => Promise<void>;
  /** Why this very person may not, in sentences, when there is more to say than who may. */
  whyRefused?: (visit: Visit, policy: RefusedPolicy) => Promise<readonly string[]>;
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
  /** Under the question of the home page: what the reader must know today; nothing on most days. */
  homeFirst?: (visit: Visit) => Promise<Child>;
  /** Beside the help panel of the home page. */
  homeNow?: (visit: Visit) => Promise<Child>;
  /** Words offered while typing in the question of the home page. */
  homeSuggestions?: (visit: Visit) => Promise<readonly string[]>;
  /** Entries of the professional menu, in order; each shows only to who may follow it. */
  menu?: readonly MenuEntry[];
  /** Pages of one's own space, linked from « Mon compte ». */
  account?: readonly { href: string; label: (reader: Reader) => string }[];
  /** What waits for the person on their desk, « à traiter ». */
  todo?: (visit: Visit) => Promise<readonly TodoItem[]>;
  /** Other parts of the desk. */
  desk?: (visit: Visit) => Promise<Child>;
  /** On the sheet of a commune of the territory. */
  commune?: (visit: Visit, insee: string) => Promise<Child>;
  /** On the page of an organisation, for who may read it. */
  organisation?: (visit: Visit, organisation: string) => Promise<Child>;
  /** On the sheet of a place, for who may keep it. */
  place?: (visit: Visit, place: string) => Promise<Child>;
}

export interface MenuEntry {
  href: string;
  label: (reader: Reader) => string;
  policy: Policy;
}

export interface TodoItem {
  title: string;
  href: string;
  /** When, in words: « Aujourd’hui », « En retard », « 4 jours ». */
  tag: { words: string; kind: TagKind };
  /** Late things first, then by this instant. */
  due: Date;
  sentence: string;
}

export function defineModule(module: Module): Module {
  registerMessages(module);
  return module;
}
