/** Accounts that one telephone may open; the database holds to it too (migrations/0011_contacts.sql). */
export const mostOfPhone = 3;

/** True when what was typed in a field for both can only be a number: figures, and no letter nor @. */
export function looksLikePhone(typed: string): boolean {
  const plain = typed.normalize('NFKC');
  return /\d/.test(plain) && !/[\p{L}@]/u.test(plain);
}

/** First figures of mobiles of France, at home and overseas. */
const mobiles =
  /^\+(33[67]|590690|590691|594694|596696|596697|262692|262693|262639|508[45]|687[789]|689(87|89)|681[89])/;
const french = /^\+(33|590|594|596|262|508|687|689|681)/;

/** Why a number as E.164 cannot receive a code by SMS, or null. */
export function mobileProblem(phone: string): 'landline' | 'foreign' | null {
  if (!french.test(phone)) return 'foreign';
  return mobiles.test(phone) ? null : 'landline';
}
