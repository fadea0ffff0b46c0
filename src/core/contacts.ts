/** What was typed as an address or a name, read once for all; a reading, or why it cannot be one. */
export type Reading<Value> =
  | { value: Value }
  | { fault: 'empty' | 'strange' | 'shape' | 'long' | 'digits'; sign?: string };

/** Spaces, controls and marks that nobody sees. */
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/**
 * An e-mail address in its one spelling: trimmed, NFC, lower case. Letters outside of ASCII are refused: « а » Cyrillic
 * looks like « a » and would open another mailbox.
 */
export function readEmail(typed: string): Reading<string> {
  const value = typed.normalize('NFKC').replace(unseen, '').trim().toLowerCase();
  if (value === '') return { fault: 'empty' };
  const strange = /[^\x21-\x7e]/.exec(value.replaceAll(' ', ''))?.[0];
  if (strange) return { fault: 'strange', sign: strange };
  if (value.length > 254) return { fault: 'long' };
  if (
    !/^[^\s@"(),:;<>[\\\]]{1,64}@[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+$/.test(
      value,
    )
  )
    return { fault: 'shape' };
  return { value };
}

/** A name as people write theirs: one letter or two hundred, apostrophes, hyphens, any script. */
export function readName(typed: string): Reading<string> {
  const value = typed.normalize('NFC').replace(unseen, ' ').replace(/\s+/g, ' ').trim();
  if (value === '') return { fault: 'empty' };
  return value.length > 200 ? { fault: 'long' } : { value };
}

/** Overseas numbers that belong to France: 0590… is written +590590…. */
const overseas: Record<string, string> = {
  '0590': '+590',
  '0690': '+590',
  '0691': '+590',
  '0594': '+594',
  '0694': '+594',
  '0596': '+596',
  '0696': '+596',
  '0697': '+596',
  '0262': '+262',
  '0263': '+262',
  '0692': '+262',
  '0693': '+262',
  '0639': '+262',
};

/** A telephone number as E.164, from any way of writing a French one; other countries with their sign +. */
export function readPhone(typed: string): Reading<string> {
  const bare = typed
    .normalize('NFKC')
    .replace(/\(0\)/, '')
    .replace(/[^\d+]/g, '')
    .replace(/^00/, '+');
  if (bare === '') return { fault: 'empty' };
  if (/^\+33[1-9]\d{8}$/.test(bare)) return { value: bare };
  if (/^0[1-9]\d{8}$/.test(bare)) return { value: `${overseas[bare.slice(0, 4)] ?? '+33'}${bare.slice(1)}` };
  if (/^\+(?!33)[1-9]\d{7,13}$/.test(bare)) return { value: bare };
  return { fault: 'digits', sign: String(10 - bare.length) };
}
