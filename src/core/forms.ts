import { createHash } from 'node:crypto';
import type { z } from 'zod';
import { newId } from './identifier.ts';

/** Values as typed, one text or several per name. */
export type Typed = Record<string, string | string[]>;

export type Parsed<Values> =
  | { ok: true; values: Values }
  | { ok: false; typed: Typed; errors: Record<string, string> };

/**
 * Reads a form: every value kept as typed, every error at once, beside its field.
 * Messages come from the schema, in French: `z.string().min(1, 'Écrivez…')`.
 */
export function parseForm<Schema extends z.ZodType>(schema: Schema, typed: Typed): Parsed<z.infer<Schema>> {
  const result = schema.safeParse(typed);
  if (result.success) return { ok: true, values: result.data };
  const errors: Record<string, string> = {};
  for (const issue of result.error.issues) {
    const field = String(issue.path[0] ?? '');
    errors[field] ??= issue.message;
  }
  return { ok: false, typed, errors };
}

/** Hidden fields of a public form: idempotency key, time of opening, and a trap that people never see. */
export interface FormSeal {
  key: string;
  openedAt: number;
  /** Whom it was made for, when somebody is signed in: refused if they went to another organisation meanwhile. */
  context?: string;
}

export const trapField = 'site_internet_bis';

export function sealForm(now: Date): FormSeal {
  return { key: newId(now), openedAt: now.getTime() };
}

/** What the hidden fields say: a sound key, or why the form is doubtful. */
export function checkSeal(typed: Typed, now: Date): { key: string; doubtful: boolean } | null {
  const key = typed.cle;
  if (
    typeof key !== 'string' ||
    !/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(key)
  )
    return null;
  const openedAt = Number(typed.ouvert);
  const trapped = typeof typed[trapField] === 'string' && typed[trapField] !== '';
  const open = now.getTime() - openedAt;
  // Less than nothing: the clock was set back since the form was opened, which is no fault of the person.
  const isHuman = Number.isFinite(open) && (open >= 3000 || (open < 0 && open > -furthestBack));
  return { key, doubtful: trapped || !isHuman };
}

/** A clock is set back by a day at most, in milliseconds. */
const furthestBack = 86_400_000;

/** Key of one act: the form, and what it said. Sent again it is the same act; with other words it is another. */
export function keyOfAct(formKey: string, said: unknown): string {
  return `${formKey} ${createHash('sha256').update(JSON.stringify(said)).digest('base64url')}`;
}

/**
 * The same out of what a form says, and where it is sent: several forms of one page, or one sent again with other words
 * after going back to it, are different acts. Nothing without a sound key.
 */
export function keyOfPress({ pathname }: Pick<URL, 'pathname'>, typed: Typed): string | undefined {
  const seal = checkSeal(typed, new Date());
  const { cle, ouvert, contexte, ...said } = typed;
  return seal ? keyOfAct(seal.key, [pathname, Object.entries(said).toSorted()]) : undefined;
}
