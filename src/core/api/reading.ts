import { createHash, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { Visit } from '../http/route.ts';
import { countAttempt } from '../limits.ts';
import { Problem, type WrongInput } from './problem.ts';

/** What a schema refuses, in plain French; the sentence written beside a pattern wins. */
function inFrench(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'invalid_value':
      return `valeurs acceptées\u00a0: ${issue.values.join(', ')}`;
    case 'too_big':
      return issue.origin === 'string' ? `${issue.maximum} caractères au plus` : `${issue.maximum} au plus`;
    case 'too_small':
      return `${issue.minimum} au moins`;
    case 'invalid_type':
      return 'un nombre entier est attendu';
    default:
      return 'cette valeur ne peut pas être lue';
  }
}

/** The parameters of an address, read by a schema; throws a {@link Problem} that names each wrong one. */
export function readQuery<Schema extends z.ZodObject>(
  schema: Schema,
  query: URLSearchParams,
): z.output<Schema> {
  const given: Record<string, string | string[]> = {};
  const repeated: WrongInput[] = [];
  for (const name of new Set(query.keys())) {
    // An empty field of a form is a field left alone.
    const values = query.getAll(name).filter(value => value !== '');
    if (values.length === 0 && name in schema.shape) continue;
    if (takesSeveral(schema.shape[name])) given[name] = values;
    else {
      given[name] = values[0] ?? '';
      if (values.length > 1) repeated.push({ parametre: name, message: 'une seule valeur est attendue' });
    }
  }
  const read = schema.safeParse(given, { error: inFrench });
  const wrong = [...repeated, ...(read.success ? [] : read.error.issues.flatMap(wrongInputs))];
  if (!read.success || wrong.length > 0) throw wrongParameters(wrong);
  return read.data;
}

function takesSeveral(schema: unknown): boolean {
  const inner = schema instanceof z.ZodOptional ? schema.unwrap() : schema;
  return inner instanceof z.ZodArray;
}

function wrongInputs(issue: z.core.$ZodIssue): WrongInput[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map(name => ({ parametre: name.slice(0, 40), message: 'paramètre inconnu' }));
  }
  return [{ parametre: String(issue.path[0]), message: issue.message }];
}

/** 400 with the name of every wrong parameter in its sentence. */
export function wrongParameters(wrong: readonly WrongInput[]): Problem {
  const names = [...new Set(wrong.map(({ parametre }) => `«\u00a0${parametre}\u00a0»`))].join(', ');
  return new Problem(400, `À corriger\u00a0: ${names}.`, { wrong });
}

/**
 * Sixty requests a minute for who has no key, six hundred for a linked application; throws a {@link Problem} 429 beyond,
 * 401 when the key of an application is not one, or no more.
 */
export async function limitCalls({ ground, headers, actor, address, now }: Visit): Promise<void> {
  const bearer = bearerOf(headers);
  const key = headers.get('X-Api-Key') ?? bearer;
  if (key && ground.config.apiKeys.some(known => isSame(known, key))) return;
  if (bearer?.includes(':') && actor.kind !== 'api')
    throw new Problem(401, 'Cette clé n’est pas reconnue, ou n’est plus valable.');
  const limit =
    actor.kind === 'api'
      ? ({ what: 'api client', most: 600, seconds: 60, per: 'account' } as const)
      : ({ what: 'api', most: 60, seconds: 60, per: 'address' } as const);
  const who = actor.kind === 'api' ? actor.ref : address;
  const waitSeconds = await countAttempt(ground.database, limit, who, ground.secret, now);
  if (waitSeconds === 0) return;
  const words = `Plus de ${limit.most} demandes en une minute. Attendez ${waitSeconds}\u00a0s`;
  throw new Problem(
    429,
    actor.kind === 'api' ? `${words}.` : `${words}, ou demandez une clé au territoire.`,
    { waitSeconds },
  );
}

/** What follows `Authorization: Bearer`. */
export function bearerOf(headers: Headers): string | undefined {
  return /^Bearer\s+(\S+)$/i.exec(headers.get('Authorization') ?? '')?.[1];
}

/** Compared in constant time, whatever their lengths. */
function isSame(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
