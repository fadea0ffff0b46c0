import type { Child } from 'hono/jsx';
import type { Actor, Policy } from '../access.ts';
import type { Transaction } from '../database.ts';
import type { FormSeal, Typed } from '../forms.ts';
import type { Ground } from '../ground.ts';
import type { PageFrame, Reader, Territory } from '../ui/site.ts';

/** One request, as the houses see it. */
export interface Visit {
  ground: Ground;
  url: URL;
  /** Origin for links that leave the site: the setting, or what the browser asked for. */
  origin: string;
  params: Readonly<Record<string, string>>;
  reader: Reader;
  territory: Territory;
  actor: Actor;
  /** The session's token as the browser sent it, valid or not; seals what must survive the session. */
  token: string | null;
  method: string;
  now: Date;
  /** Quotable number of this request, `K7-204`. */
  number: string;
  /** Address of the visitor, for limits only; never stored. */
  address: string;
  headers: Headers;
  /** The form sent, every value as typed. */
  form(): Promise<Typed>;
  /** The form sent with one file, of so many bytes at most; throws when it is larger. */
  upload(most: number): Promise<Upload>;
  /** Reads as the actor: row-level security shows what is theirs. */
  read<Answer>(work: (transaction: Transaction) => Promise<Answer>): Promise<Answer>;
  /** The hidden fields of a form: those it was sent with when they are sound, new ones otherwise. */
  seal(typed?: Typed): FormSeal;
  /** What was sent, as it was: for seals. */
  text(): Promise<string>;
  /** The JSON sent, or null when it is not JSON. */
  json(): Promise<unknown>;
  /** A page of the product. */
  page(frame: PageFrame, body: Child, options?: PageOptions): Promise<Response>;
  /**
   * An answer for everybody that only its address, its reader, the minute and the data of this version make:
   * made once a minute, whatever the number of visitors. What each visit must do is done outside of `make`.
   */
  kept(version: string, make: () => Promise<Response>): Promise<Response>;
  /** The page of an error, in the words of design.md §8. */
  error(status: 403 | 404 | 405 | 410 | 413 | 429 | 500, details?: ErrorDetails): Promise<Response>;
  redirect(to: string, status?: 301 | 303): Response;
}

/** A form with a file. */
export interface Upload {
  typed: Typed;
  file: { name: string; bytes: Uint8Array } | null;
}

export interface ErrorDetails {
  title?: string;
  /** What else can be done from here, below the words of the error. */
  more?: Child;
  waitSeconds?: number;
}

export interface PageOptions {
  status?: number;
  /** Seconds a shared cache may keep it; default 0. Pages with an opening label: 60 at most. */
  maxAge?: number;
  lastModified?: Date;
  /** Reload while a long work goes on. */
  refreshSeconds?: number;
  contentPolicy?: PolicyExceptions;
}

/** What a page needs besides the common Content-Security-Policy. */
export interface PolicyExceptions {
  /** Origins allowed to show this page in a frame; none by default. */
  frameAncestors?: string;
  /** Origins of drawings with links of their own; none by default. */
  objectSrc?: string;
  /** Origins a form may lead to besides this site, redirections included; none by default. */
  formAction?: string;
}

export interface Route {
  method: 'GET' | 'POST' | 'OPTIONS';
  path: string;
  policy: Policy;
  /** How people come to it: linked from another page, or the written reason why not. */
  reach: 'linked' | { exempt: string };
  /** Asks for a proof of identity of the last ten minutes, then goes on with the form as it was. */
  fresh?: true;
  handle(visit: Visit): Promise<Response> | Response;
}
