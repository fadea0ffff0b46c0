import { deflateSync } from 'node:zlib';
import type { Hono } from 'hono';
import { beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../tests/database.ts';
import { asOwner, groundOf, openedOrganisation, type Someone, someone } from '../../../tests/signed-in.ts';
import { hiddenFields } from '../../../tests/walker.ts';
import { openDatabase } from '../database.ts';
import type { Ground } from '../ground.ts';
import { buildSite } from '../http/app.ts';
import { territoryFacts } from '../territory-settings.ts';
import { contrast, leastContrast, readable, readColour, sheetOf, worstContrast } from './colours.ts';
import { readLogo } from './logo.ts';

const now = new Date('2026-11-24T10:00:00Z');

/** A picture of so many points, as its first bytes say. */
function png(width: number, height: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    return Buffer.concat([length, Buffer.from(type), data, Buffer.alloc(4)]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.alloc(64))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

describe('a colour', () => {
  it('has the contrast of the formula of WCAG', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
    expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
    expect(contrast('#1c4a39', '#fbf8f1')).toBeGreaterThan(9);
  });

  it.each([
    ['#1C4A39', '#1c4a39'],
    [' 0a4f63 ', '#0a4f63'],
    ['red', null],
    ['#fff', null],
    ['#1c4a39;}body{display:none', null],
  ])('« %s » is read as %s', (typed, read) => expect(readColour(typed)).toBe(read));

  it.each(['#ff0000', '#00ff00', '#777777', '#ffff00', '#ffffff', '#000000', '#123456'] as const)(
    '%s is made readable, by day and by night',
    colour => {
      for (const which of ['brand', 'link', 'signal'] as const)
        expect(worstContrast(which, readable(which, colour))).toBeGreaterThanOrEqual(leastContrast);
      const sheet = sheetOf({ brand: readable('brand', colour), link: readable('link', colour) });
      const [, night] = sheet.split('@media');
      for (const found of night!.matchAll(/--(?:brand|link):(#[0-9a-f]{6})/g))
        for (const ground of ['#0f1813', '#16211b', '#1f2d26'])
          expect(contrast(found[1]!, ground)).toBeGreaterThanOrEqual(leastContrast);
    },
  );

  it('nothing chosen is no sheet', () => expect(sheetOf({})).toBe(''));
});

describe('a logo', () => {
  it.each<[string, Uint8Array, unknown]>([
    ['a PNG', png(120, 44), { type: 'png', width: 120, height: 44 }],
    [
      'a drawing',
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
      { fault: 'type' },
    ],
    ['a page under another name', Buffer.from('\x89PNG<html>'.padEnd(64)), { fault: 'type' }],
    ['one point', png(1, 1), { fault: 'size' }],
    ['a bomb', png(60_000, 60_000), { fault: 'size' }],
    ['a heavy file', Buffer.concat([png(120, 44), Buffer.alloc(300_000)]), { fault: 'large' }],
    ['nothing', Buffer.alloc(0), { fault: 'type' }],
  ])('%s', (_, bytes, read) => expect(readLogo(bytes)).toEqual(read));
});

describe('/pro/admin/reglages', { shuffle: false }, () => {
  let base: TestDatabase;
  let ground: Ground;
  let site: Hono;
  let other: Hono;
  let administrator: Someone;
  let coordinator: Someone;

  beforeAll(async () => {
    base = await testDatabase();
    ground = groundOf(base, () => now);
    site = buildSite(ground, () => ({ jobs: true }));
    // A second process: its own knowledge of the settings.
    other = buildSite({ ...ground, database: openDatabase(base.pool) }, () => ({ jobs: true }));
    const pilot = await openedOrganisation(base, now, 'Département des Landes', true);
    administrator = await someone(base, now, { in: { organisation: pilot, roles: ['administrateur'] } });
    coordinator = await someone(base, now, { in: { organisation: pilot, roles: ['coordinateur'] } });
  });

  const path = '/pro/admin/reglages';
  const page = async (who: Someone) => await (await site.request(path, { headers: who.headers })).text();
  async function send(
    who: Someone,
    values: Record<string, string>,
    { from, logo }: { from?: string; logo?: Uint8Array } = {},
  ) {
    const body = new FormData();
    const fields = {
      ...Object.fromEntries(hiddenFields(from ?? (await page(administrator)), path)),
      ...values,
    };
    for (const [name, value] of Object.entries(fields)) body.set(name, value);
    if (logo) body.set('logo', new File([new Uint8Array(logo)], 'logo.png'));
    const request = new Request(`http://localhost${path}`, { method: 'POST', body, headers: who.headers });
    const answer = await site.fetch(request);
    return { status: answer.status, to: answer.headers.get('Location'), html: await answer.text() };
  }
  const home = async (from: Hono = site) => await (await from.request('/')).text();

  it('is for administrators, and changes nothing for the others', async () => {
    expect((await site.request(path, { headers: coordinator.headers })).status).toBe(403);
    expect((await send(coordinator, { nom: 'Pirate' })).status).toBe(403);
    expect(await home()).toContain('Landes');
  });

  it('changes every page, in this process and in another within a second, and the mails', async () => {
    expect(await home()).not.toContain('Gascogne');
    expect(await home(other)).not.toContain('Gascogne');
    const saved = await send(
      administrator,
      { nom: 'Gascogne', telephone: '05 58 05 40 40', couleur: '#123456' },
      { logo: png(120, 44) },
    );
    expect([saved.status, saved.to]).toEqual([303, `${path}?fait=oui`]);
    const after = await home();
    expect(after).toContain('– Airial, Gascogne</title>');
    expect(after).toContain('05\u00a058\u00a005\u00a040\u00a040');
    const sheet = /href="(\/territoire\/[\w-]+\.css)"/.exec(after)![1]!;
    const css = await site.request(sheet);
    expect(css.headers.get('Cache-Control')).toContain('immutable');
    expect(await css.text()).toContain('--brand:#123456');
    const logo = /src="(\/territoire\/[\w-]+\.png)"/.exec(after)![1]!;
    const picture = await site.request(logo);
    expect(picture.headers.get('Content-Type')).toBe('image/png');
    expect(Buffer.from(await picture.arrayBuffer())).toEqual(png(120, 44));
    expect((await site.request('/habillage/invente.css')).status).toBe(404);
    await new Promise(second => setTimeout(second, 1100));
    expect(await home(other)).toContain('– Airial, Gascogne</title>');
    expect(territoryFacts(ground).name).toBe('Gascogne');
  });

  it('refuses in words beside the field, and keeps what was typed', async () => {
    const answer = await send(
      administrator,
      {
        nom: 'x'.repeat(61),
        telephone: '0558',
        contact: 'javascript:alert(1)',
        couleur: '#ffee00',
        couleur_liens: 'red;}',
      },
      { logo: Buffer.from('<svg onload="alert(1)"/>'.padEnd(64)) },
    );
    expect(answer.status).toBe(422);
    for (const said of [
      '60 signes au plus',
      'Ce numéro n’est pas complet',
      'qui commence par https://',
      'il faut 7 pour 1',
      'Écrivez un dièse et six signes',
      'n’est pas une image PNG ou WebP',
      'value="#ffee00"',
    ])
      expect(answer.html.replaceAll('\u00a0', ' ')).toContain(said);
    expect(await home()).toContain('Gascogne');
  });

  it('shows both versions to the second of two administrators, and loses nothing', async () => {
    const from = await page(administrator);
    const kept = { telephone: '05 58 05 40 40', couleur: '#123456' };
    await send(administrator, { ...kept, nom: 'Haute-Lande' }, { from });
    const late = await send(administrator, { ...kept, nom: 'Chalosse', cle: '' }, { from });
    expect(late.status).toBe(409);
    expect(late.html).toContain('Une autre personne vient de changer ces réglages.');
    expect(late.html).toContain('Haute-Lande');
    expect(late.html).toContain('value="Chalosse"');
    expect(await home()).toContain('Haute-Lande');
    const again = await send(administrator, { ...kept, nom: 'Chalosse' }, { from: late.html });
    expect(again.status).toBe(303);
    expect(await home()).toContain('Chalosse');
  });

  it('goes back to the settings of the machine when emptied; the journal holds which fields, no word', async () => {
    const saved = await send(administrator, { retirer: 'oui', nom: '', telephone: '', couleur: '' });
    expect(saved.status).toBe(303);
    const after = await home();
    expect(after).toContain('– Airial, Landes</title>');
    expect(after).not.toContain('/habillage/');
    const { rows } = await asOwner(base, client =>
      client.query(
        `SELECT facts::text AS facts FROM core.journal_entry WHERE event = 'administration.settings_changed'`,
      ),
    );
    expect(rows).toHaveLength(4);
    expect(JSON.stringify(rows)).toContain('logo');
    expect(JSON.stringify(rows)).not.toMatch(/Gascogne|Chalosse|0558/);
  });
});
