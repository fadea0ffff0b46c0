import { expect, test } from 'vitest';
import { letterDocument, printLetters } from './letter.ts';

const at = new Date('2026-11-24T10:00:00Z');
const territory = { name: 'Landes', slogan: 'Le numérique dans les Landes' };
const letter = {
  address: ['Camille Exemple', '12 chemin des Pins', '40630 Sabres'],
  sender: null,
  subject: 'Votre carte',
  text: 'Bonjour,\n\nVotre carte est prête.',
  link: 'https://landes.example/carte',
  language: 'fr',
  large: false,
} as const;

const pagesOf = (pdf: Uint8Array) =>
  Buffer.from(pdf)
    .toString('latin1')
    .match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;

test('letters print together as PDF/UA, each from the top of a page, the same bytes each time', async () => {
  const pdf = await printLetters(
    [letter, { ...letter, language: 'en', large: true, link: null, sender: 'CCAS' }],
    {
      territory,
      at,
    },
  );
  expect(Buffer.from(pdf.subarray(0, 5)).toString()).toBe('%PDF-');
  expect(Buffer.from(pdf).toString('latin1')).toContain('pdfuaid:part');
  expect(pagesOf(pdf)).toBe(2);
  expect(Buffer.from(await letterDocument.sample()).equals(Buffer.from(await letterDocument.sample()))).toBe(
    true,
  );
});
