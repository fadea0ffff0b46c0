/** Colours of a territory: what people may choose, whether it can be read, and the sheet that follows from it. */

export type Colour = `#${string}`;

/** Colours that a territory chooses; the others follow from them. */
export interface Palette {
  brand?: Colour | null;
  link?: Colour | null;
  signal?: Colour | null;
}

/** Every text pair of the sheet is at least AAA (design.md §2). */
export const leastContrast = 7;

/** Tokens of section 1 of airial.css that a choice of the territory meets; a test holds them to the sheet. */
export const sheetTokens = {
  light: {
    brand: '#1c4a39',
    link: '#0a4f63',
    signal: '#f4b63f',
    ink: '#17231d',
    surface: '#ffffff',
    paper: '#fbf8f1',
    sand: '#f2ecdf',
  },
  dark: { paper: '#0f1813', surface: '#16211b', sand: '#1f2d26', 'on-brand': '#0c1c14' },
} as const;

/** Grounds that text lies on. */
const { surface, paper, sand, ink } = sheetTokens.light;
const light = [surface, paper, sand];
const dark = Object.values(sheetTokens.dark);
const darkPaper = sheetTokens.dark.paper;

/** `#1C4A39` and `1c4a39` as `#1c4a39`; null when it is no colour of six figures. */
export function readColour(typed: string): Colour | null {
  const found = /^#?([0-9a-f]{6})$/i.exec(typed.trim());
  return found ? `#${found[1]!.toLowerCase()}` : null;
}

const channels = (colour: string) => [1, 3, 5].map(at => Number.parseInt(colour.slice(at, at + 2), 16));

/** Relative luminance, 0 to 1 (WCAG 2.2). */
function luminance(colour: string): number {
  const [red, green, blue] = channels(colour).map(value => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

/** Contrast of two colours, 1 to 21 (WCAG 2.2). */
export function contrast(one: string, other: string): number {
  const [high, low] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

/** So much of the first colour in the second, 0 to 1. */
function mixed(colour: string, into: string, share: number): Colour {
  const [one, other] = [channels(colour), channels(into)];
  const mix = one.map((value, at) => Math.round(value * share + other[at]! * (1 - share)));
  return `#${mix.map(value => value.toString(16).padStart(2, '0')).join('')}`;
}

/** The grounds a colour must be read on: text for `brand` and `link`, the ground of text for `signal`. */
const grounds = { brand: light, link: light, signal: [ink] } as const;

/** The worst contrast of a chosen colour where it is used. */
export function worstContrast(which: keyof typeof grounds, colour: Colour): number {
  return Math.min(...grounds[which].map(ground => contrast(colour, ground)));
}

/** The nearest colour of the same hue that can be read: darker for text, lighter for the ground of text. */
export function readable(which: keyof typeof grounds, colour: Colour): Colour {
  const towards = which === 'signal' ? '#ffffff' : '#000000';
  for (let share = 1; share > 0; share -= 0.02) {
    const tried = mixed(colour, towards, share);
    if (worstContrast(which, tried) >= leastContrast) return tried;
  }
  return towards;
}

/** The same colour for the dark scheme: lighter until it can be read there, as the ground of text too. */
function forDark(colour: Colour): Colour {
  for (let share = 1; share > 0; share -= 0.02) {
    const tried = mixed(colour, '#ffffff', share);
    if (dark.every(ground => contrast(tried, ground) >= leastContrast)) return tried;
  }
  return '#ffffff';
}

/** The sheet of a territory: the tokens that differ from section 1 of airial.css; empty when none does. */
export function sheetOf({ brand, link, signal }: Palette): string {
  const day: string[] = [];
  const night: string[] = [];
  if (brand) {
    const deep = mixed(brand, '#000000', 0.72);
    day.push(`--brand:${brand};--brand-deep:${deep};--brand-tint:${mixed(brand, '#ffffff', 0.12)}`);
    day.push(`--forest:${deep}`);
    const lit = forDark(brand);
    night.push(
      `--brand:${lit};--brand-deep:${mixed(lit, '#ffffff', 0.6)};--brand-tint:${mixed(lit, darkPaper, 0.18)}`,
    );
    night.push(`--forest:${mixed(brand, '#000000', 0.3)}`);
  }
  if (link) {
    day.push(`--link:${link};--link-tint:${mixed(link, '#ffffff', 0.12)}`);
    const lit = forDark(link);
    night.push(`--link:${lit};--link-tint:${mixed(lit, darkPaper, 0.18)}`);
  }
  if (signal) day.push(`--signal:${signal}`);
  if (day.length === 0) return '';
  const dim = night.length > 0 ? `@media (prefers-color-scheme:dark){:root{${night.join(';')}}}` : '';
  return `:root{${day.join(';')}}${dim}\n`;
}
