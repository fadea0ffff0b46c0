/** A file that cannot be read at all: nothing is written, one message in French says why. */
export class UnreadableFile extends Error {
  /** Stable code (`fichier_vide`). */
  readonly code: string;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'UnreadableFile';
    this.code = code;
  }
}

/** A file that could be read, and no longer can: part of it may be recorded already. */
export class LostFile extends UnreadableFile {
  constructor(message: string, options: ErrorOptions) {
    super('fichier_perdu', message, options);
  }
}
