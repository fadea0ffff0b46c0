import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse, TomlError } from 'smol-toml';
import { z } from 'zod';
import { fr } from 'zod/locales';
import { refuseUnreadable } from './failures.ts';
import { smsSettings } from './notify/settings.ts';

/** The checkout: where migrations, documents and the embedded territory are read from. */
export const projectRoot = findRoot(import.meta.dirname);

function findRoot(from: string): string {
  let folder = from;
  while (!isRoot(folder)) {
    if (dirname(folder) === folder) throw new Error('package.json introuvable au-dessus du programme');
    folder = dirname(folder);
  }
  return folder;
}

function isRoot(folder: string): boolean {
  try {
    return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).name === 'airial';
  } catch {
    return false;
  }
}

const optionalText = z.string().trim().min(1).optional();

/** What an identity provider gave when this site was registered with it. */
const identityProvider = z.object({
  issuer: z.url({ protocol: /^https?$/ }),
  clientId: z.string().min(1),
  clientSecret: z.string().min(1),
});

const schema = z
  .object({
    /** PostgreSQL server owned by the operator; without it the embedded server is used. */
    databaseUrl: optionalText,
    /** Login of the role that owns nothing; by default derived from databaseUrl. */
    databaseAppUrl: optionalText,
    /** Public origin, for links that leave the site (QR codes, exports, feeds). */
    publicUrl: z.url().optional(),
    /** Only behind a proxy that sets it: the address of the visitor is then read from X-Forwarded-For. */
    trustProxy: z.stringbool().or(z.boolean()).default(false),
    /** Address the server listens on; the loopback by default, a proxy with TLS stands in front. */
    listen: z.string().default('127.0.0.1'),
    environment: z.enum(['production', 'development']).default('development'),
    /** Key that seals what proves who people are; made at the first start and kept with the files when not given. */
    secret: z.string().min(32).optional(),
    /** File of the key that signs the journal; `journal.key` of the data folder when not given. */
    journalKey: optionalText,
    /** Sign-in of professionals by ProConnect; without it the page does not offer it. */
    proconnect: identityProvider.optional(),
    /** Sign-in of residents by FranceConnect; without it the page does not offer it. */
    franceconnect: identityProvider.optional(),
    /** Origins allowed to frame /embed pages, space separated; `*` opens to all. */
    embedOrigins: z.string().default("'self'"),
    /** Callers of the API exempted from the common limit, comma separated keys. */
    apiKeys: z
      .string()
      .default('')
      .transform(keys =>
        keys
          .split(',')
          .map(key => key.trim())
          .filter(Boolean),
      ),
    /** Server that takes our e-mail; without it each message is written to the folder `outbox`. */
    smtpUrl: z.url({ protocol: /^smtps?$/ }).optional(),
    /** Sender of e-mail, « Airial <ne-pas-repondre@landes.example> ». */
    mailFrom: optionalText,
    /** Mailbox that receives what comes back; the identifier of the message is added after a +. */
    bounceAddress: z.email().optional(),
    /** Gateway of text messages; without it each message is written to the folder `outbox`. */
    sms: smsSettings.optional(),
    territory: z
      .object({
        code: z.string().default('40'),
        name: z.string().default('Landes'),
        slogan: z.string().default('Le numérique dans les Landes'),
        inName: z.string().default('dans les Landes'),
        helpPhone: optionalText,
        helpHours: z.string().default('Du lundi au vendredi, de 9 h à 17 h.'),
        publisher: z.string().default('Le territoire n’a pas encore indiqué son éditeur.'),
        host: z.string().default('Le territoire n’a pas encore indiqué son hébergeur.'),
        contact: optionalText,
        alsaceMoselle: z.boolean().default(false),
      })
      .prefault({}),
  })
  .refine(({ smtpUrl, mailFrom }) => !smtpUrl || mailFrom !== undefined, {
    path: ['mailFrom'],
    error: 'indiquez l’expéditeur des mails',
  });

export type Config = z.infer<typeof schema>;

/**
 * Settings from the environment and, for the same keys, from the TOML file named by `AIRIAL_CONFIG`;
 * the environment wins. Throws, in French, with the list of what is wrong.
 */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const file = environment.AIRIAL_CONFIG;
  const fromFile = file ? readToml(file) : {};
  const fromEnvironment = {
    databaseUrl: environment.DATABASE_URL,
    databaseAppUrl: environment.DATABASE_APP_URL,
    publicUrl: environment.AIRIAL_PUBLIC_URL,
    trustProxy: environment.AIRIAL_TRUST_PROXY,
    listen: environment.AIRIAL_LISTEN,
    environment: environment.AIRIAL_ENV,
    secret: environment.AIRIAL_SECRET,
    journalKey: environment.AIRIAL_JOURNAL_KEY,
    proconnect: providerFrom(environment, 'AIRIAL_PROCONNECT'),
    franceconnect: providerFrom(environment, 'AIRIAL_FRANCECONNECT'),
    embedOrigins: environment.AIRIAL_EMBED_ORIGINS,
    apiKeys: environment.AIRIAL_API_KEYS,
    smtpUrl: environment.AIRIAL_SMTP_URL,
    mailFrom: environment.AIRIAL_MAIL_FROM,
    bounceAddress: environment.AIRIAL_BOUNCE_ADDRESS,
  };
  const given = Object.fromEntries(
    Object.entries(fromEnvironment).filter(([, value]) => value !== undefined),
  );
  const result = schema.safeParse({ ...fromFile, ...given }, { error: fr().localeError });
  if (result.success) return result.data;
  const wrong = result.error.issues.map(({ path, message }) => `${path.join('.')} (${message})`);
  throw new Error(`Réglages à corriger\u00a0: ${wrong.join(', ')}`);
}

/** `AIRIAL_PROCONNECT_ISSUER` and the two others; nothing when none is given. */
function providerFrom(environment: NodeJS.ProcessEnv, prefix: string): object | undefined {
  const given = {
    issuer: environment[`${prefix}_ISSUER`],
    clientId: environment[`${prefix}_CLIENT_ID`],
    clientSecret: environment[`${prefix}_CLIENT_SECRET`],
  };
  return Object.values(given).some(value => value !== undefined) ? given : undefined;
}

function readToml(file: string): object {
  refuseUnreadable(file);
  try {
    return parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const where = `à la ligne ${error.line}, colonne ${error.column}`;
    throw new Error(`${file}\u00a0: ce n’est pas du TOML ${where}.`, { cause: error });
  }
}
