/** Crockford's 32 signs: no I, L, O, U, so that nothing read aloud or copied by hand is taken for another. */
export const signs = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Bits as signs, five by five, the first first; bits left over are dropped. */
export function encode(bytes: Uint8Array, length: number): string {
  let text = '';
  let held = 0;
  let bits = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= 5 && text.length < length) {
      bits -= 5;
      text += signs[(held >> bits) & 31];
    }
    held &= (1 << bits) - 1;
  }
  if (text.length < length) throw new Error('trop peu d’octets pour ce numéro');
  return text;
}

/** What people typed, as signs: lower case, spaces, dashes and dots, I and L for 1, O for 0. Null when a sign is none. */
export function read(typed: string): string | null {
  const text = typed
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[\s.·_\-‐‑–—]/g, '')
    .replaceAll(/[IL]/g, '1')
    .replaceAll('O', '0');
  return /^[0-9A-HJKMNP-TV-Z]*$/.test(text) ? text : null;
}

/** Sign that catches one wrong sign and two neighbours exchanged (ISO 7064, hybrid system MOD 33,32). */
export function checkSign(text: string): string {
  let product = 32;
  for (const sign of text) {
    const sum = (product + signs.indexOf(sign)) % 32 || 32;
    product = (sum * 2) % 33;
  }
  return signs[(33 - product) % 32]!;
}
