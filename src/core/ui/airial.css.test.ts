import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { transformSync } from 'esbuild';
import { describe, expect, test } from 'vitest';
import { contrast as contrastOf, sheetTokens } from '../administration/colours.ts';

const read = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8');
const sheet = read('airial.css');
const others = [read('desk.css'), read('paper.css')];
const territory = sheet.slice(0, sheet.indexOf('/* 2. Measures'));
const dark = sheet.slice(sheet.indexOf('@media (prefers-color-scheme:dark){:root{'), sheet.indexOf('.big,'));
const rest = sheet.slice(sheet.indexOf('/* 2. Measures')).replace(dark, '');

function tokens(block: string): Record<string, string> {
  return Object.fromEntries(
    [...block.matchAll(/(--[\w-]+):(#[0-9a-f]{3,6})/g)].map(([, name, value]) => [name, value]),
  );
}

const light = tokens(territory);
const schemes = { light, dark: { ...light, ...tokens(dark) } };

/** `#777` as `#777777`. */
const wide = (colour: string) =>
  colour.length === 4 ? colour.replace(/[0-9a-f]/g, digit => digit + digit) : colour;
const contrast = (one: string, other: string) => contrastOf(wide(one), wide(other));

test('the formula gives the two known ends', () => {
  expect(contrast('#000', '#ffffff')).toBeCloseTo(21, 5);
  expect(contrast('#777', '#777777')).toBe(1);
});

const texts: [text: string, ground: string][] = [
  ['ink', 'paper'],
  ['ink', 'surface'],
  ['ink', 'sand'],
  ['ink', 'brand-tint'],
  ['ink', 'signal-tint'],
  ['ink', 'error-tint'],
  ['ink', 'link-tint'],
  ['ink-2', 'paper'],
  ['ink-2', 'surface'],
  ['ink-2', 'brand-tint'],
  ['paper', 'ink'],
  ['brand', 'paper'],
  ['brand', 'brand-tint'],
  ['on-brand', 'brand'],
  ['link', 'paper'],
  ['link', 'surface'],
  ['link', 'sand'],
  ['link', 'error-tint'],
  ['signal-ink', 'paper'],
  ['signal-ink', 'signal-tint'],
  ['open', 'paper'],
  ['open', 'brand-tint'],
  ['paper', 'open'],
  ['error', 'paper'],
  ['error', 'error-tint'],
  ['error', 'surface'],
  ['accent', 'accent-tint'],
  ['on-forest', 'forest'],
];

describe.each(Object.entries(schemes))('%s scheme', (_, scheme) => {
  test.each(texts)('text --%s on --%s is at least 7:1', (text, ground) => {
    expect(contrast(scheme[`--${text}`]!, scheme[`--${ground}`]!)).toBeGreaterThanOrEqual(7);
  });

  test.each(['paper', 'sand', 'surface'])('the edge of fields on --%s is at least 3:1', ground => {
    expect(contrast(scheme['--edge']!, scheme[`--${ground}`]!)).toBeGreaterThanOrEqual(3);
  });
});

test('the focus ring and its outline differ by at least 3:1 in light, as the outline and the ground in dark', () => {
  expect(contrast(light['--signal']!, light['--ink']!)).toBeGreaterThanOrEqual(8.9);
  expect(contrast(schemes.dark['--ink']!, schemes.dark['--paper']!)).toBeGreaterThanOrEqual(12);
});

test('map classes darken one after the other', () => {
  const classes = [1, 2, 3, 4, 5].map(rank => contrast(light[`--k${rank}`]!, '#000'));
  expect(classes).toEqual([...classes].sort((a, b) => b - a));
});

/** Paper is black on white, markers and pictures have their own values, and text on yellow is always dark. */
const allowed =
  /^(?:::selection|\.skip|\.desknav(?: a)?|\.needs a:hover \.pic|\.site|\.gone \.site|\.map \.(?:wh|gone \.in)|\.f-[a-z]|\.sheet.*|\.tick::before|\.proof.*|\.sign>div|\.card.*|\.fold.*)$/;

test('no literal colour outside the tokens, except paper, markers, pictures and text on yellow', () => {
  const onScreen = (rules: string) =>
    rules.replace(/@media print\{[\s\S]*$/, '').replace(/\/\*[\s\S]*?\*\//g, '');
  const screen = [rest, ...others].map(onScreen).join('');
  const literal = [...screen.matchAll(/([^{}]+)\{([^{}]*#[0-9a-f]{3,8}\b[^{}]*)\}/gi)].map(([, selector]) =>
    selector!.trim(),
  );
  expect(literal.length).toBeGreaterThan(10);
  expect(literal.filter(selector => !allowed.test(selector))).toEqual([]);
  expect(screen).not.toMatch(/\b(?:rgba?|hsla?|oklch)\(/);
});

test('the sheets use nothing that the oldest browsers lack', () => {
  const rules = [sheet, ...others].join('').replace(/\/\*[\s\S]*?\*\//g, '');
  expect(rules.match(/color-mix|:has\(|@container|@layer/g)).toBeNull();
  expect(rules.match(/[{;](?:row-|column-)?gap:/g)).toBeNull();
  expect(rules.match(/[{;]order:[1-9-]|-reverse/g)).toBeNull();
});

test('weights: the common sheet leaves room for its pages, all of them stay as small as the design, the font under 20 kB', () => {
  const weight = (css: string) => {
    const small = transformSync(css, {
      loader: 'css',
      minify: true,
      target: ['chrome70', 'firefox68', 'safari12'],
    });
    expect(small.warnings).toEqual([]);
    return gzipSync(small.code, { level: 9 }).length;
  };
  expect(weight(sheet)).toBeLessThanOrEqual(5800);
  expect(weight([sheet, ...others].join(''))).toBeLessThanOrEqual(7700);
  expect(readFileSync(new URL('./fonts/airial.woff2', import.meta.url)).length).toBeLessThanOrEqual(20_000);
});

test.each(Object.entries(sheetTokens))(
  'the colours a territory may choose are checked against the %s sheet',
  (name, known) => {
    const scheme: Record<string, string> = schemes[name as keyof typeof schemes];
    for (const [token, colour] of Object.entries(known)) expect(wide(scheme[`--${token}`]!)).toBe(colour);
  },
);
