import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { gsmText, longestSms, septets } from '../../src/core/notify/gsm.ts';
import type { Values } from '../../src/core/notify/template.ts';
import { channelCodes, details } from '../../src/core/notify/vocabulary.ts';
import { faultsOfFrench } from '../../src/core/proofreading.ts';
import { houses } from '../houses.ts';

const templates = houses.flatMap(house =>
  (house.templates ?? []).map(template => ({ house: house.name, template })),
);

/** Values as long as people's: a date where a date is read, an address with a token, a name. */
const values: Values = new Proxy(
  {},
  {
    get: (_, name: string) => {
      if (/link|url|href|address/i.test(name)) return `https://landes.example/lien/${'a'.repeat(43)}`;
      if (/code/i.test(name)) return '123456';
      if (/at$|on$|day|until|date|from|to$/i.test(name)) return '2026-11-24T13:20:00.000Z';
      if (/count|days|minutes|hours/i.test(name)) return '12';
      return 'Médiathèque de Saint-Vincent';
    },
  },
);

test('chaque modèle de message porte le nom de sa maison, une seule fois par version', () => {
  expect(templates.length).toBeGreaterThan(3);
  const names = templates.map(({ template: { code, version } }) => `${code} ${version}`);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  for (const { house, template } of templates) {
    expect(template.code).toMatch(new RegExp(`^${house}\\.[a-z_]+$`));
    expect(template.channels.length, template.code).toBeGreaterThan(0);
    expect(template.channels.filter(channel => !channelCodes.includes(channel))).toEqual([]);
  }
});

test('chaque message que le programme envoie a un modèle', () => {
  const known = new Set(templates.map(({ template }) => template.code));
  const sent = globSync('src/modules/**/*.{ts,tsx}')
    .filter(file => !file.includes('.test.'))
    .flatMap(file =>
      [...readFileSync(file, 'utf8').matchAll(/\btemplate: '([a-z]+\.[a-z_]+)'/g)].map(([, code]) => code!),
    );
  expect(sent.length).toBeGreaterThan(3);
  expect(sent.filter(code => !known.has(code))).toEqual([]);
});

test('chaque message se lit en français et en anglais, par tous ses moyens', () => {
  const faults: string[] = [];
  for (const { template } of templates) {
    for (const language of ['fr', 'en'] as const) {
      const words = template.texts[language](values);
      const where = `${template.code} (${language})`;
      if (!words.subject.trim() || !words.text.trim()) faults.push(`${where} : sans titre ou sans texte`);
      if (/undefined|NaN|Invalid Date|\[object/.test(JSON.stringify(words)))
        faults.push(`${where} : valeur illisible`);
      if (template.channels.includes('sms')) {
        if (!words.sms) faults.push(`${where} : pas de texte pour le SMS`);
        else if (septets(gsmText(words.sms)) > longestSms)
          faults.push(`${where} : SMS de ${septets(gsmText(words.sms))} lettres`);
      }
      if (language === 'fr')
        for (const sentence of [words.subject, ...words.text.split('\n'), words.link?.label ?? ''])
          faults.push(...faultsOfFrench(sentence).map(fault => `${where} : ${fault}`));
    }
  }
  expect(faults).toEqual([]);
});

test('un message qui porte un lien ou un code ne va pas aussi sur l’écran ni sur le papier', () => {
  const shown = templates
    .filter(({ template }) => template.secret && template.channels.some(one => one === 'onscreen'))
    .map(({ template }) => template.code);
  expect(shown).toEqual([]);
});

test('les raisons d’un échec se lisent en français correct', () => {
  expect(Object.values(details).flatMap(({ fr }) => faultsOfFrench(fr))).toEqual([]);
});
