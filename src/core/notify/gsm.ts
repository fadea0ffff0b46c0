/** The basic alphabet of text messages (3GPP TS 23.038): one septet each. */
const basic =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';
/** Its extension: two septets each. */
const extended = '^{}\\[~]|€';

const spellings: Record<string, string> = {
  '’': "'",
  '‘': "'",
  '“': '"',
  '”': '"',
  '«': '"',
  '»': '"',
  '–': '-',
  '—': '-',
  '…': '...',
  '\u00a0': ' ',
  '\u202f': ' ',
  œ: 'oe',
  Œ: 'OE',
  ç: 'c',
  '·': '.',
  '•': '-',
};

/**
 * The text in letters that every phone shows at 160 a segment: ê → e, œ → oe, ’ → '. What has no near letter
 * becomes « ? ».
 */
export function gsmText(text: string): string {
  return [...text.normalize('NFC').replaceAll(/«[ \u00a0]?|[ \u00a0]?»/g, '"')]
    .map(letter => {
      if (basic.includes(letter) || extended.includes(letter)) return letter;
      const spelt = spellings[letter] ?? letter.normalize('NFD').replaceAll(/\p{M}/gu, '');
      return [...spelt].every(sign => basic.includes(sign)) ? spelt : '?';
    })
    .join('');
}

/** Septets a text takes, in letters of {@link gsmText}. */
export function septets(text: string): number {
  return [...text].reduce((total, letter) => total + (extended.includes(letter) ? 2 : 1), 0);
}

/** Two segments, joined: 153 septets each. */
export const longestSms = 306;
