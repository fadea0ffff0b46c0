import type { Role } from './roles.ts';

/** Who acts. Never read from a parameter: given by the session, the command line or the job. */
export interface Actor {
  kind: 'visitor' | 'account' | 'api' | 'command' | 'job';
  /** `anonymous`; identifier of the account or of the client; name of the verb or job. */
  ref: string;
  /** Who is signed in; only when `kind` is `account`. */
  account?: SignedIn;
  /** Which application calls; only when `kind` is `api`. */
  client?: ApiClient;
}

/** An application that an organisation linked, with what it may read. */
export interface ApiClient {
  id: string;
  organisation: string;
  scopes: readonly string[];
}

/** One person at one moment, as the session and the network say. */
export interface SignedIn {
  id: string;
  name: string;
  language: 'fr' | 'en';
  /** The organisation they act for, with every live role they have there; null in their personal space. */
  membership: Membership | null;
  /** The session names an organisation where no role of theirs is live any more. */
  lapsed?: boolean;
  /** Factors proved: 2 opens the professional pages. */
  strength: 1 | 2;
  /** Last time they proved who they are. */
  provenAt: Date | null;
  sharedComputer: boolean;
  /** SHA-256 of the session's token, in hexadecimal. */
  session: string;
}

export interface Membership {
  /** The one the session names; the roles may come from several. */
  id: string;
  organisation: {
    id: string;
    name: string;
    kind: string;
    isPilot: boolean;
    /** Of a `brouillon`, only its opening may go on: the agreement, the settings. */
    state: 'brouillon' | 'active';
  };
  roles: readonly Role[];
  /** Finer parts ticked by a référent: they share out a sentence, never widen the reading of persons. */
  permissions: readonly string[];
  /** Kinds in force now. */
  habilitations: readonly string[];
}

/**
 * A sentence that says who may do what; the same one shows and does.
 * `id` is that of the table of product/network.md §4 (`A51`), or `A00` for pages outside of it.
 */
export interface Policy<Subject = unknown> {
  id: string;
  sentence: string;
  /** Without a subject: may they, on something of their own. With one: on that very thing. */
  allows(actor: Actor, subject?: Subject): boolean;
  /** Habilitation without which nobody may; a refusal says when theirs ended. */
  habilitation?: string;
  /** What a page must ask of a visitor before it can answer: to sign in, or to sign in for an organisation. */
  asks?: 'account' | 'membership';
}

export const visitor: Actor = { kind: 'visitor', ref: 'anonymous' };

/** The operator of the machine and what Airial does by itself. */
const isSystem = (actor: Actor) => actor.kind === 'command' || actor.kind === 'job';

/** Open to the whole world. */
export function everybodyMay(id: string, sentence: string): Policy {
  return { id, sentence, allows: () => true };
}

/** Only from the command line or a job of the machine that holds the data. */
export function operatorsMay(id: string, sentence: string): Policy {
  return { id, sentence, allows: isSystem };
}

/** Anyone signed in, on what is their own. */
export function signedInMay<Subject>(
  id: string,
  sentence: string,
  owns?: (account: SignedIn, subject: Subject) => boolean,
): Policy<Subject> {
  return {
    id,
    sentence,
    asks: 'account',
    allows: (actor, subject) =>
      isSystem(actor) ||
      (actor.account !== undefined && (!owns || subject === undefined || owns(actor.account, subject))),
  };
}

/**
 * Members with one of these roles in the organisation they act for, second factor shown.
 * Commands and jobs pass: they are the operator's. `draft`: also while the organisation is being opened.
 */
export function membersMay<Subject>(
  id: string,
  sentence: string,
  roles: readonly Role[] | 'any',
  on?: (membership: Membership, subject: Subject, account: SignedIn) => boolean,
  { draft = false } = {},
): Policy<Subject> {
  return {
    id,
    sentence,
    asks: 'membership',
    allows: (actor, subject) => {
      if (isSystem(actor)) return true;
      const { membership, strength } = actor.account ?? { membership: null, strength: 1 };
      if (!membership || strength !== 2) return false;
      if (membership.organisation.state !== 'active' && !draft) return false;
      if (roles !== 'any' && !membership.roles.some(role => roles.includes(role))) return false;
      return !on || subject === undefined || on(membership, subject, actor.account!);
    },
  };
}

/** A linked application that was given this scope, on what is its organisation's; it acts as nobody. */
export function clientsMay(id: string, sentence: string, scope: string): Policy {
  return {
    id,
    sentence,
    allows: actor => isSystem(actor) || (actor.client?.scopes.includes(scope) ?? false),
  };
}

/** What a form remembers of whom it was made for: an organisation, or the personal space. */
export function contextOf({ account }: Actor): string {
  return account?.membership?.organisation.id ?? 'personnel';
}

/** Throws {@link Refused} when the policy says no. */
export function insist<Subject>(policy: Policy<Subject>, actor: Actor, subject?: Subject): void {
  if (!policy.allows(actor, subject)) throw new Refused(policy);
}

/** What a refusal needs to know of a policy. */
export type RefusedPolicy = Pick<Policy, 'id' | 'sentence' | 'habilitation'>;

/** The act is not for this actor; the page says who can. */
export class Refused extends Error {
  readonly policy: RefusedPolicy;
  constructor(policy: RefusedPolicy) {
    super(policy.sentence);
    this.name = 'Refused';
    this.policy = policy;
  }
}
