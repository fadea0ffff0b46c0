import { randomBytes } from 'node:crypto';
import type { Actor } from '../../core/access.ts';
import type { Database } from '../../core/database.ts';

/** What every act of the network is given. */
export interface Doer {
  database: Database;
  actor: Actor;
  now: Date;
  /** For links that leave the site: `https://landes.example`. */
  origin: string;
  key?: string;
  request?: string;
}

/** The act makes no sense as things are; the code names the sentence that says why. */
export class CannotDo extends Error {
  override name = 'CannotDo';
  readonly code: string;
  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

/** A link of 256 bits, known by who receives it only. */
export const newToken = () => randomBytes(32).toString('base64url');
