import { brotliCompressSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { type PlanSite, plain, planSite, readSound, plansRoot as root } from '../../../../tests/plan-site.ts';
import type { SignedIn } from '../../../core/access.ts';
import { newId } from '../../../core/identifier.ts';

const now = new Date('2026-11-24T10:00:00Z');
let { base, site, coordinator, committee, helper, computed } = {} as PlanSite;
let plan: string;
let shared: string;

beforeAll(async () => {
  ({ base, site, coordinator, committee, helper, computed } = await planSite(() => now));
  plan = await computed();
  const page = await site.send(`${plan}/partager`, {}, coordinator);
  shared = /\/territoire\/positionnement\/partage\/[\w-]+/.exec(page.text)![0];
}, 60_000);

const read = (path: string, who?: SignedIn) => readSound(site, path, who);

describe('other hypotheses, for who only reads a plan', () => {
  it('show their plan at once, proven, and keep nothing', async () => {
    const before = await base.db.selectFrom('territory.scenario').select('id').execute();
    const page = await read(`${shared}?p=20&age=50&diploma=20&everybody=6&equity=0`);
    // The value of 20 places in the specification: 10 654 127 for 131 870 persons.
    expect(plain(page)).toContain('Avec ces hypothèses, 20 lieux : 8,1 min de trajet moyen');
    expect(plain(page)).toContain('Prouvé : aucun autre choix n’est meilleur.');
    expect(plain(page)).toMatch(/Sortent : /);
    expect(page).toContain('value="20"');
    expect(page.match(/class="spot gone"/g)!.length).toBeGreaterThanOrEqual(10);
    expect(await base.db.selectFrom('territory.scenario').select('id').execute()).toEqual(before);
    expect(plain(await read(`${plan}?p=20`, committee))).toContain('8,1 min de trajet moyen');
  });

  it('that say nothing or too much are refused beside the field', async () => {
    expect(plain(await read(`${shared}?p=400`))).toContain('Écrivez un nombre entre 1 et 327.');
    expect(plain(await read(`${shared}?p=abc`))).toContain('Écrivez un nombre entre 1 et 327.');
    expect(plain(await read(`${shared}?p=30&age=0&diploma=0&everybody=0`))).toContain('à zéro');
    expect(plain(await read(`${shared}?p=30`))).toContain('Les lieux restent les mêmes.');
  });

  it('are for the browser too: points in 15 kB, for who may read the plan', async () => {
    const points = await site.read(`${shared}/points.json`);
    expect(points.status).toBe(200);
    expect(brotliCompressSync(points.text).length).toBeLessThan(15_000);
    const { places, sites, asked } = JSON.parse(points.text);
    expect([places.length, sites.length, asked.p]).toEqual([327, 30, 30]);
    expect((await site.read(`${plan}/points.json`, committee)).text).toBe(points.text);
    expect((await site.read(`${plan}/points.json`, helper)).status).toBe(403);
    expect((await site.read(`${root}/partage/${'a'.repeat(43)}/points.json`)).status).toBe(410);
    expect((await site.read(`${root}/${newId(now)}/points.json`, committee)).status).toBe(404);
  });

  it('are not offered where they ask for the solver', async () => {
    const other = await computed({ model: 'mclp', radius: '10', p: '5' });
    const page = await read(other, committee);
    expect(page).not.toContain('id="essai"');
    expect(page).not.toContain('id="deplacer"');
  });
});

describe('a place moved by hand', () => {
  it('is judged beside the best plan, and moves add up', async () => {
    const first = await read(plan, coordinator);
    const open = /name="lieux" value="([\d,]+)"/.exec(first)![1]!;
    const dax = await read(`${plan}?lieux=${open}&quitter=40088&vers=Amou`, coordinator);
    expect(plain(dax)).toMatch(/Votre plan est à \d+(,\d)? % du meilleur\./);
    expect(plain(dax)).toContain('Entrent : Amou.');
    expect(plain(dax)).toContain('Sortent : Dax.');
    expect(dax).toContain('class="spot came"');
    const moved = /name="lieux" value="([\d,]+)"/.exec(dax)![1]!;
    expect(moved.split(',')).toHaveLength(30);
    const two = await read(`${plan}?lieux=${moved}&quitter=40192&vers=Sabres`, coordinator);
    expect(plain(two)).toContain('Sortent : Dax, Mont-de-Marsan.');
    const back = await read(`${plan}?lieux=${moved}&quitter=40002&vers=Dax`, coordinator);
    expect(back).not.toContain('class="spot came"');
  });

  it('wants a commune that is known and not there yet', async () => {
    const where = (to: string) => `${plan}?lieux=&quitter=40088&vers=${encodeURIComponent(to)}`;
    expect(plain(await read(where(''), coordinator))).toContain('Écrivez la commune où aller.');
    expect(plain(await read(where('Zzz'), coordinator))).toContain('Zzz');
    expect(plain(await read(where('Dax'), coordinator))).toContain('Dax est déjà un lieu du plan.');
    expect(plain(await read(`${plan}?lieux=x,y&quitter=<b>&vers=Amou`, coordinator))).toContain('Amou');
  });

  it('makes another plan with those places, for who may ask for one', async () => {
    const page = await read(`${plan}?lieux=&quitter=40088&vers=Amou`, coordinator);
    const href = /href="([^"]*garder=[^"]*)"/.exec(page)![1]!.replaceAll('&amp;', '&');
    const form = await read(href, coordinator);
    expect(form).toContain('Amou');
    expect(/<textarea[^>]*name="open"[^>]*>([^<]*)</.exec(form)![1]!.split('\n')).toHaveLength(30);
    expect(await read(`${plan}?lieux=&quitter=40088&vers=Amou`, committee)).not.toContain('garder=');
  });
});
