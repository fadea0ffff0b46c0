/** Who acts. Never read from a parameter: given by the web door, the command line or the job. */
export interface Actor {
  kind: 'visitor' | 'command' | 'job';
  /** `anonymous` for a visitor; name of the verb or job otherwise. */
  ref: string;
}

/** A sentence that says who may do what; the same one shows and does. */
export interface Policy {
  sentence: string;
  allows(actor: Actor): boolean;
}

export const visitor: Actor = { kind: 'visitor', ref: 'anonymous' };

/** Open to the whole world. */
export function everybodyMay(sentence: string): Policy {
  return { sentence, allows: () => true };
}

/** Only from the command line or a job of the machine that holds the data. */
export function operatorsMay(sentence: string): Policy {
  return { sentence, allows: actor => actor.kind !== 'visitor' };
}

/** The act is not for this actor; the page says who can. */
export class Refused extends Error {
  constructor(policy: Policy) {
    super(policy.sentence);
    this.name = 'Refused';
  }
}
