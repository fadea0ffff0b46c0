import { describe, expect, it } from 'vitest';
import { currentAgreement } from './agreement.ts';
import type { PrintedRoleSheet } from './documents/role-sheet.ts';
import { networkDocuments, printAgreement, printJournal, printRoleSheet } from './documents.ts';
import { type HabilitationKind, habilitationKinds } from './vocabulary.ts';

const at = new Date('2026-11-24T10:00:00Z');
const clear = (pdf: Uint8Array) => Buffer.from(pdf).toString('latin1');
const utf16 = (text: string) =>
  `<FEFF${Buffer.from(text, 'utf16le').swap16().toString('hex').toUpperCase()}>`;
const pages = (pdf: Uint8Array) => [...clear(pdf).matchAll(/\/MediaBox/g)].length;
const headings = (pdf: Uint8Array) =>
  [...clear(pdf).matchAll(/\/Title (\([^)]*\)|<[^>]*>)/g)].map(([, title]) => title);
const territory = { slogan: 'Le numérique dans les Landes' };

const sheet: PrintedRoleSheet = {
  name: 'Camille Exemple',
  organisation: 'CCAS de Sabres',
  roles: ['aidant'],
  habilitations: [{ kind: 'carte', until: new Date('2027-03-03T10:00:00Z') }],
  until: new Date('2027-11-23T10:00:00Z'),
  code: '7K4M9QTX2B8RHN3V6WPD5ZJCYE',
  origin: 'https://landes.airial.example',
  territory,
  language: 'fr',
  at,
};

describe('the documents of the network', () => {
  it.each(networkDocuments.map(document => [document.name, document] as const))(
    'are PDF/UA-1, tagged, with a language and a title: %s',
    async (_, { sample }) => {
      const pdf = await sample();
      const file = clear(pdf);
      expect(file).toContain('<pdfuaid:part>1</pdfuaid:part>');
      expect(file).toContain('/Lang (fr)');
      expect(file).toMatch(/\/MarkInfo <<\s*\/Marked true/);
      expect(file).toContain('/DisplayDocTitle true');
      expect(Buffer.from(pdf).equals(Buffer.from(await sample()))).toBe(true);
    },
  );

  it('cut nothing of a long journal, and say when older lines are elsewhere', async () => {
    const lines = Array.from({ length: 400 }, () => ({
      clock: '14\u00a0h\u00a020',
      sentence: 'Votre nom, votre adresse mail ou votre téléphone a changé.',
      who: `${'Marie-Bérengère d’Artagnan-Labrit '.repeat(5)}, CCAS de Sabres`,
    }));
    const it = { name: sheet.name, territory, language: 'fr', at } as const;
    const long = await printJournal({ ...it, days: [{ name: 'Mardi 24 novembre', lines }], cut: true });
    const short = await printJournal({
      ...it,
      days: [{ name: 'Mardi 24 novembre', lines: lines.slice(0, 40) }],
      cut: false,
    });
    expect(pages(long)).toBeGreaterThan(8 * pages(short));
  });

  it('hold a role sheet on one page, with words for its code', async () => {
    const pdf = await printRoleSheet(sheet);
    expect(pages(pdf)).toBe(1);
    expect(clear(pdf)).toContain(`/Alt ${utf16('Code à scanner, qui mène à la page de vérification')}`);
    expect(headings(pdf)).toEqual([
      '(Ce que je peux faire)',
      utf16('Mon rôle'),
      '(Mes habilitations)',
      utf16('Vérifiez cette fiche'),
      '(Ce que je peux faire)',
    ]);
  });

  it('lose nothing of a sheet with every habilitation, and keep a strange name as text', async () => {
    const every = Object.keys(habilitationKinds).map(kind => ({ kind: kind as HabilitationKind, until: at }));
    const pdf = await printRoleSheet({ ...sheet, name: '#panic[1] $x$ *gras*', habilitations: every });
    expect(pages(pdf)).toBeGreaterThanOrEqual(1);
    expect(pdf.length).toBeGreaterThan((await printRoleSheet(sheet)).length);
    for (const language of ['fr', 'en'] as const)
      expect(clear(await printRoleSheet({ ...sheet, language, habilitations: [] }))).toContain(
        `/Lang (${language})`,
      );
  });

  it('print every article of the agreement, signed or waiting, in both languages', async () => {
    const printed = {
      agreement: currentAgreement,
      organisation: 'CCAS de Sabres',
      pilot: 'Département des Landes',
      retentionMonths: 12,
      territory,
      at,
    };
    for (const language of ['fr', 'en'] as const) {
      const waiting = await printAgreement({ ...printed, acceptedAt: null, language });
      const accepted = await printAgreement({ ...printed, acceptedAt: at, language });
      const numbered = headings(accepted).length;
      expect(numbered).toBeGreaterThan(currentAgreement.texts[language].articles.length);
      expect(Buffer.from(waiting).equals(Buffer.from(accepted))).toBe(false);
    }
    expect(currentAgreement.texts.en.articles).toHaveLength(currentAgreement.texts.fr.articles.length);
  });
});
