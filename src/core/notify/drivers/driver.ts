import type { Detail } from '../vocabulary.ts';

export interface Email {
  /** Identifier of the message: its key with a provider that knows keys, its Message-ID. */
  id: string;
  to: string;
  subject: string;
  text: string;
  /** Address of the page that stops this sort of message, when it can be stopped. */
  stop: string | null;
}

export interface Sms {
  id: string;
  to: string;
  /** Already in letters of the phone's alphabet, 306 at most. */
  text: string;
}

export type Outcome =
  | { kind: 'accepted'; providerRef: string | null }
  /** Nothing left: for good, or for now. */
  | { kind: 'refused'; permanent: boolean; detail: Detail }
  /** It may have left: the answer never came. */
  | { kind: 'unknown' };

/** One way out of the machine. It never throws: what went wrong is an outcome. */
export interface Driver<Sent> {
  /** True when sending again under the same identifier cannot reach the person twice. */
  idempotent: boolean;
  /** False when it only writes a file: nothing leaves. */
  leaves: boolean;
  send(message: Sent): Promise<Outcome>;
}

/** A text message received, from a reply or from the second folder of the file driver. */
export interface Reply {
  from: string;
  text: string;
  at: Date;
}

export interface Drivers {
  email: Driver<Email>;
  sms: Driver<Sms>;
}
