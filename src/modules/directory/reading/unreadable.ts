/** A file that cannot be read at all: nothing is written, one message in French says why. */
export class UnreadableFile extends Error {
  /** Stable code (`fichier_vide`). */
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.name = 'UnreadableFile';
    this.code = code;
  }
}
