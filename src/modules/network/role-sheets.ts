import { createHash, createHmac } from 'node:crypto';
import { act } from '../../core/act.ts';
import type { Ground } from '../../core/ground.ts';
import { newId } from '../../core/identifier.ts';
import { dayInParis } from '../../core/typography.ts';
import type { Doer } from './doing.ts';
import { encode, read } from './domain/crockford.ts';
import { monthsLater } from './domain/sleeping.ts';
import { networkEvents } from './events.ts';
import { type Doings, findDoings, replaceSheet } from './store/role-sheets.ts';

/** 26 signs: 130 bits. */
const codeLength = 26;

/** The code of a sheet: made from the key of its form, so that a second press prints the same, and nothing keeps it. */
export function sheetCode({ secret }: Pick<Ground, 'secret'>, key: string): string {
  return encode(createHmac('sha256', secret).update(`role sheet ${key}`).digest(), codeLength);
}

/** What is kept of a code, as typed or scanned; null when it cannot be one. */
export function sheetHash(typed: string): Buffer | null {
  if (typed.length > 100) return null;
  const code = read(typed);
  return code?.length === codeLength ? createHash('sha256').update(`role sheet ${code}`).digest() : null;
}

/** A year, its last day not counted. */
const sheetMonths = 12;
const day = 86_400_000;

/** Writes that a sheet is printed; what it says is what is true now. */
export async function printSheet(
  { database, actor, now, key, request }: Doer,
  code: string,
): Promise<Doings & { until: Date }> {
  const account = actor.account!.id;
  const organisation = actor.account!.membership!.organisation.id;
  const until = new Date(monthsLater(now, sheetMonths).getTime() - day);
  const part = { account, organisation };
  const answer = await act(database, now, {
    event: networkEvents.role_sheet_printed,
    actor,
    key,
    request,
    change: async transaction => {
      const id = newId(now);
      const replaced = await replaceSheet(transaction, {
        ...part,
        id,
        code: sheetHash(code)!,
        at: now,
        until,
      });
      const doings = await findDoings(transaction, part, now);
      return {
        answer: { ...doings, until },
        object: { type: 'role_sheet', ref: id },
        person: account,
        facts: { replaced, until: dayInParis(until) },
      };
    },
  });
  // A second press gets the first answer, through JSON.
  return {
    roles: answer.roles,
    habilitations: answer.habilitations.map(({ kind, until: end }) => ({ kind, until: new Date(end) })),
    until: new Date(answer.until),
  };
}
