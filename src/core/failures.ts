import { accessSync, constants, realpathSync, statSync } from 'node:fs';

/*
 * The one place that words, for people, what Node, the disk and PostgreSQL say in English and in codes.
 */

/** What Node and PostgreSQL tell about a failure. */
interface Failure extends Error {
  code?: string;
  path?: string;
  syscall?: string;
}

const away =
  'La base de données ne répond pas. Vérifiez qu’elle est démarrée et, si DATABASE_URL est réglée, l’adresse qu’elle donne.';

/** By code: those of files, of settings, then those of PostgreSQL. */
const sentences: Readonly<Record<string, (path: string) => string>> = {
  ENOENT: path => `Le fichier ${path} est introuvable.`,
  EACCES: path => `${path}\u00a0: vos droits ne suffisent pas pour lire ou écrire ici.`,
  EPERM: path => `${path}\u00a0: vos droits ne suffisent pas pour lire ou écrire ici.`,
  EISDIR: path => `${path}\u00a0: c’est un dossier, il faut un fichier.`,
  EEXIST: path => `${path} existe déjà et n’est pas un dossier.`,
  ENOTDIR: path => `${path}\u00a0: un des dossiers de ce chemin est un fichier.`,
  EROFS: path => `${path}\u00a0: ce disque ne peut pas être écrit.`,
  EIO: path => `${path}\u00a0: le disque ne parvient pas à lire ou à écrire.`,
  ERR_INVALID_URL: () =>
    'Une adresse des réglages est mal écrite. DATABASE_URL s’écrit postgres://nom:mot-de-passe@machine/base.',
  '28P01': () => 'La base de données refuse le nom ou le mot de passe donnés dans DATABASE_URL.',
  '28000': () => 'La base de données refuse le nom ou le mot de passe donnés dans DATABASE_URL.',
  '3D000': () => 'La base nommée dans DATABASE_URL n’existe pas sur ce serveur.',
  '42501': () =>
    'Le rôle donné dans DATABASE_URL n’a pas assez de droits\u00a0: il doit posséder la base et pouvoir créer un rôle.',
  '53300': () => 'La base de données a trop de connexions ouvertes. Recommencez dans un instant.',
};

/** Codes of Node and of PostgreSQL; ours are words. */
const technical = /^(E[A-Z\d_]+|Z_\w+|[\dA-Z]{5})$/;

/** One French sentence for any failure: ours is kept as it is, those of Node, of libraries and of PostgreSQL are told. */
export function failureText(failure: unknown): string {
  const { code = '', path, syscall, message = '', name } = failure as Partial<Failure>;
  if (isDiskFull(failure))
    return /disque/.test(message)
      ? message
      : fullDisk('ce qui était en cours n’a pas été enregistré, ce qui l’était déjà est gardé');
  if (isDatabaseAway(failure)) return away;
  if (/^SASL/.test(message)) return sentences['28P01']!('');
  const said = sentences[code]?.(path ?? 'Ce fichier');
  if (said) return said;
  const isOurs =
    !technical.test(code) && !syscall && !/^(Type|Range|Syntax|Reference)Error$/.test(name ?? '');
  if (isOurs && message) return message;
  return `Un imprévu a arrêté cette commande${code && ` (${code})`}. Pour voir d’où il vient, relancez-la avec AIRIAL_TRACE=1 devant.`;
}

/** A full disk, what it keeps from being done, and what to do. */
export function fullDisk(outcome: string, disk = 'Le disque'): string {
  return `${disk} est plein\u00a0: ${outcome}. Libérez de la place, puis relancez la même commande.`;
}

/** A write failed for lack of room: told by Node, by PostgreSQL (53100), or in the words of its programs. */
export function isDiskFull(failure: unknown): boolean {
  for (let at = failure; at instanceof Error; at = at.cause) {
    const { code = '', message } = at as Failure;
    if (['ENOSPC', '53100'].includes(code) || /No space left on device|Check free disk space/.test(message))
      return true;
  }
  return false;
}

/** The database cannot be reached, or went away: its own shutdown codes, and a connection cut, refused or without end. */
export function isDatabaseAway(failure: unknown): boolean {
  const { code = '', syscall = '', message = '' } = failure as Partial<Failure>;
  return (
    /^(57P0[1-3]|08\w{3}|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN)$/.test(code) ||
    ['connect', 'getaddrinfo'].includes(syscall) ||
    /Connection terminated|timeout exceeded when trying to connect|not queryable/i.test(message)
  );
}

/** Throws unless this is a plain file that may be read: a pipe or a device could be waited for without end. */
export function refuseUnreadable(file: string): void {
  // Files of /proc look plain, have no end and no size.
  if (!statSync(file).isFile() || /^\/(proc|sys)\//.test(realpathSync(file)))
    throw new Error(`${file}\u00a0: ce n’est pas un fichier.`);
  accessSync(file, constants.R_OK);
}
