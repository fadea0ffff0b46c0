import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Hono } from 'hono';
import { beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../../tests/database.ts';
import { directorySite, importText, prepareTerritory } from '../../../../tests/directory-site.ts';
import { leadsTo } from '../../../../tests/markup.ts';
import { projectRoot } from '../../../core/config.ts';
import { sealForm } from '../../../core/forms.ts';
import { specialNeeds, ways } from '../pages/wizard-page.tsx';
import { needs } from '../vocabulary.ts';
import { listRoutes } from './list.tsx';
import { reportRoutes } from './report.tsx';
import { wizardRoutes } from './wizard.tsx';

let test: TestDatabase;
let site: Hono;
let slug: string;

beforeAll(async () => {
  test = await testDatabase();
  await prepareTerritory(test.db);
  const file = 'places-france-services.csv';
  const text = await readFile(join(projectRoot, 'data/landes', file));
  await importText(test.db, file, text, { format: 'france-services' });
  site = directorySite(test, [...wizardRoutes, ...reportRoutes, ...listRoutes], { trustProxy: true });
  slug = (await test.db.selectFrom('directory.place').select('slug').executeTakeFirstOrThrow()).slug;
});

/** The part of a page that is its own. */
const mainOf = (html: string) => html.slice(html.indexOf('<main'), html.indexOf('</main>'));

describe('the three questions', () => {
  const wishes = [
    '',
    ...specialNeeds.map(need => `&avec=${need}`),
    specialNeeds.map(n => `&avec=${n}`).join(''),
  ];
  // The town, a commune of 60 inhabitants at the border, and one of the Gers without a point.
  const answers = needs.flatMap(({ code }) =>
    ['Dax', 'Arx', '32027'].flatMap(where =>
      ways.flatMap(way => wishes.map(wish => `besoin=${code}&ou=${where}&comment=${way}${wish}`)),
    ),
  );

  it('answer every way they can be answered, and each answer leads somewhere', async () => {
    expect(answers.length).toBeGreaterThan(200);
    const dead: string[] = [];
    const onwards = new Set<string>();
    for (const query of answers) {
      const url = new URL(`http://localhost/lieux/aide?${query}`);
      const response = await site.request(url.href);
      const to = leadsTo(mainOf(await response.text()), url);
      if (response.status !== 200 || to.length === 0) dead.push(`${response.status} ${query}`);
      for (const each of to) if (each.pathname === '/lieux') onwards.add(each.href);
    }
    expect(dead).toEqual([]);
    expect(onwards.size).toBeGreaterThan(0);
    for (const href of onwards) expect((await site.request(href)).status, href).toBe(200);
  });

  it.each(['', 'besoin=xyz', 'besoin=%00', `besoin=${needs[0]!.code}`, 'ou=Dax&comment=venir'])(
    'ask again what is missing: %s',
    async query => {
      const response = await site.request(`http://localhost/lieux/aide?${query}`);
      expect(response.status).toBe(200);
      expect(mainOf(await response.text())).toMatch(/<(button|a) /);
    },
  );

  it.each(['', '%00', "'; DROP TABLE x", 'Paris', 'x'.repeat(5000), '40300'])(
    'ask again for the commune after « %.20s »',
    async where => {
      const query = `besoin=${needs[0]!.code}&ou=${where}&comment=venir`;
      const response = await site.request(`http://localhost/lieux/aide?${query}`);
      expect(response.status).toBe(422);
      expect(mainOf(await response.text())).toContain('name="ou"');
    },
  );
});

describe('the report of an error', () => {
  const opened = () => sealForm(new Date(Date.now() - 10_000));
  const send = (fields: Record<string, string>, address = '192.0.2.1') =>
    site.request(`http://localhost/lieux/${slug}/signaler`, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/x-www-form-urlencoded',
        Origin: 'http://localhost',
        'X-Forwarded-For': address,
      },
      body: new URLSearchParams(fields).toString(),
    });
  const sealed = () => {
    const { key, openedAt } = opened();
    return { cle: key, ouvert: String(openedAt) };
  };
  /** Reports stored, by the journal: the wall of rows hides the reports themselves from everybody. */
  const stored = async () =>
    Number(
      (
        await test.db
          .selectFrom('core.journal_entry')
          .where('event', '=', 'directory.report_received')
          .select(({ fn }) => fn.countAll().as('n'))
          .executeTakeFirstOrThrow()
      ).n,
    );

  it('sent twice is stored once, under one reference', async () => {
    const before = await stored();
    const fields = { ...sealed(), faux: 'hours', details: 'Fermé le lundi.' };
    const [first, second] = await Promise.all([send(fields), send(fields)]);
    expect([first!.status, second!.status]).toEqual([303, 303]);
    expect(second!.headers.get('location')).toBe(first!.headers.get('location'));
    expect(await stored()).toBe(before + 1);
    const thanks = await site.request(`http://localhost${first!.headers.get('location')}`);
    expect(thanks.status).toBe(200);
  });

  it('sent again from the page before, with other words, is another report', async () => {
    const before = await stored();
    const seal = sealed();
    const first = await send({ ...seal, faux: 'hours', details: 'Fermé le lundi.' });
    const second = await send({ ...seal, faux: 'phone', details: 'Le numéro a changé.' });
    expect([first.status, second.status]).toEqual([303, 303]);
    expect(second.headers.get('location')).not.toBe(first.headers.get('location'));
    expect(await stored()).toBe(before + 2);
  });

  it('received once is told again as often as asked, whatever the limit', async () => {
    const address = '198.51.100.7';
    const fields = { ...sealed(), faux: 'hours', details: 'Fermé le mardi.' };
    const { headers } = await send(fields, address);
    for (let again = 0; again < 12; again++) {
      const answer = await send(fields, address);
      expect([answer.status, answer.headers.get('location')]).toEqual([303, headers.get('location')]);
    }
    for (let other = 0; other < 9; other++)
      expect((await send({ ...sealed(), faux: 'hours', details: `${other}` }, address)).status).toBe(303);
    expect((await send({ ...sealed(), faux: 'hours', details: 'encore' }, address)).status).toBe(429);
  });

  it.each<[string, Record<string, string>, boolean]>([
    ['nothing ticked', { details: 'Un mot' }, true],
    ['a thing that is not asked', { faux: 'xyz', details: 'Un mot' }, true],
    ['« other » without a word', { faux: 'other' }, true],
    ['a text too long', { faux: 'hours', details: `Un mot ${'x'.repeat(3000)}` }, true],
    ['no key', { faux: 'hours', details: 'Un mot' }, false],
    ['a wrong key', { faux: 'hours', details: 'Un mot', cle: 'abc', ouvert: '1' }, false],
  ])('is asked again, with what was typed, when it has %s', async (_, fields, withSeal) => {
    const before = await stored();
    const response = await send({ ...(withSeal ? sealed() : {}), ...fields });
    expect(response.status).toBe(422);
    const html = mainOf(await response.text());
    expect(html).toContain('chose à corriger');
    if (fields.details) expect(html).toContain('Un mot');
    expect(await stored()).toBe(before);
  });

  it('takes signs that a database refuses', async () => {
    const response = await send({ ...sealed(), faux: 'hours', details: 'a\u0000b \ud800' });
    expect([303, 422]).toContain(response.status);
  });

  it('of a place that does not exist is not found', async () => {
    expect((await site.request('http://localhost/lieux/inconnu/signaler')).status).toBe(404);
  });
});
