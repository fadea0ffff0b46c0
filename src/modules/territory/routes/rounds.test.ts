import { beforeAll, describe, expect, it } from 'vitest';
import {
  idOf,
  type PlanSite,
  plain,
  planSite,
  readSound,
  plansRoot as root,
} from '../../../../tests/plan-site.ts';
import type { SignedIn } from '../../../core/access.ts';
import { adoptedTimetable } from '../index.ts';

const now = new Date('2026-11-24T10:00:00Z');
let { base, site, coordinator, committee, helper, ask: askPlan, computed: computedPlan } = {} as PlanSite;
let rounds: string;

const usual = { name: 'Tournées', model: 'itinerant' };
const ask = (values: Record<string, string> = {}) => askPlan({ ...usual, ...values });
const computed = (values: Record<string, string> = {}) => computedPlan({ ...usual, ...values });

beforeAll(async () => {
  ({
    base,
    site,
    coordinator,
    committee,
    helper,
    ask: askPlan,
    computed: computedPlan,
  } = await planSite(() => now));
  rounds = await computed();
}, 60_000);

const read = (path: string, who?: SignedIn) => readSound(site, path, who);

const visitsIn = (path: string) =>
  base.db.selectFrom('territory.timetable').selectAll().where('scenario', '=', idOf(path)).execute();

describe('rounds', () => {
  it('are asked like a plan, and say from where, to where, and the week of each', async () => {
    const page = await read(rounds, committee);
    const text = plain(page);
    expect(text).toContain('Tournées de 30 conseillers');
    expect(text).toMatch(/Demi-journées à 0,\d+ % au plus des meilleures possibles/);
    expect(text).toContain('C’est le solveur qui l’annonce');
    expect(text).toMatch(/(lundi|mardi|mercredi|jeudi|vendredi) matin : \d+(, \d+)* ; /);
    expect(text).toContain('semaines impaires');
    const rows = (id: string) =>
      [
        ...page
          .split(`id="${id}"`)[1]!
          .split('</table>')[0]!
          .matchAll(/<th scope="row">/g),
      ].length;
    expect([rows('bases'), rows('semaine')]).toEqual([18, 30]);
    const visits = await visitsIn(rounds);
    expect(rows('lieux')).toBe(new Set(visits.map(({ place_code }) => place_code)).size);
    expect(plain(await read(root, committee))).toContain('Tournées');
    expect((await site.read(rounds, helper)).status).toBe(403);
  });

  it('want a number of counsellors that their bases can have, and no constraint of places', async () => {
    const few = await ask({ p: '12', open: 'Dax' });
    expect(few.status).toBe(422);
    expect(plain(few.text)).toContain('un nombre de conseillers entre 18 (un par intercommunalité) et 108');
    expect(plain(few.text)).toContain('Ne s’applique pas aux tournées');
    expect(few.text).toContain('Dax');
  });

  it('have no certificate, no file of a plan of places, nor points', async () => {
    for (const path of ['certificat', 'certificat.json', 'dossier.pdf', 'points.json'])
      expect((await site.read(`${rounds}/${path}`, coordinator)).status, path).toBe(404);
    const [visit] = await visitsIn(rounds);
    const other = await computed({ model: 'p-median', p: '5', name: 'Lieux' });
    expect((await site.read(`${other}/tournees.pdf`, coordinator)).status).toBe(404);
    expect((await site.read(`${root}/comparer?a=${idOf(rounds)}&b=${idOf(other)}`, coordinator)).status).toBe(
      422,
    );
    expect(visit).toBeDefined();
  });

  it('are printed: a sheet a place, a sheet a counsellor', async () => {
    const [visit] = await visitsIn(rounds);
    for (const query of ['?conseiller=1', `?lieu=${visit!.place_code}`, '']) {
      const { status, text, headers } = await site.read(`${rounds}/tournees.pdf${query}`, committee);
      expect([status, headers.get('Content-Type')], query).toEqual([200, 'application/pdf']);
      expect(text.slice(0, 5)).toBe('%PDF-');
    }
    for (const query of ['?conseiller=31', '?lieu=00000', '?lieu=<b>'])
      expect((await site.read(`${rounds}/tournees.pdf${query}`, committee)).status, query).toBe(404);
  }, 60_000);

  it('are adopted beside the plan of places; the next ones stay near to them', async () => {
    const places = await computed({ model: 'p-median', p: '8', name: 'Huit' });
    await site.send(`${places}/adopter`, {}, coordinator);
    const question = await read(`${rounds}/adopter`, coordinator);
    expect(plain(question)).toContain('changeront le moins possible de créneaux');
    expect((await site.send(`${rounds}/adopter`, {}, committee)).status).toBe(403);
    expect(await adoptedTimetable(site.ground)).toBeNull();
    await site.send(`${rounds}/adopter`, {}, coordinator);
    expect(plain(await read(`${rounds}?fait=adopter`, coordinator))).toContain('Ces tournées sont adoptées.');
    const { state } = await base.db
      .selectFrom('territory.scenario')
      .select('state')
      .where('id', '=', idOf(places))
      .executeTakeFirstOrThrow();
    expect(state).toBe('adopted');
    const adopted = (await adoptedTimetable(site.ground))!;
    const rows = await visitsIn(rounds);
    expect(adopted.visits).toHaveLength(rows.length);
    expect(adopted.counsellors).toHaveLength(30);
    expect(adopted.visits[0]).toMatchObject({ counsellor: 1, place: expect.stringMatching(/^40\d{3}$/) });

    const again = await computed({ name: 'Encore' });
    const slots = (visits: typeof rows) =>
      visits.map(({ scenario: _, ...rest }) => JSON.stringify(rest)).sort();
    expect(slots(await visitsIn(again))).toEqual(slots(rows));
    await site.send(`${again}/adopter`, {}, coordinator);
    expect((await adoptedTimetable(site.ground))!.scenario).toBe(idOf(again));
  }, 60_000);

  it('put nobody in two places at once, whatever is written', async () => {
    const row = { scenario: idOf(rounds), counsellor_no: 99, weekday: 1, half: 'am' as const };
    const insert = (place_code: string, weeks: 'every' | 'odd' | 'even') =>
      base.db
        .insertInto('territory.timetable')
        .values({ ...row, place_code, weeks })
        .execute();
    await insert('40088', 'odd');
    await insert('40192', 'even');
    await expect(insert('40001', 'odd')).rejects.toThrow(/unique|duplicate/);
    await expect(insert('40001', 'every')).rejects.toThrow(/unique|duplicate/);
    await base.db.deleteFrom('territory.timetable').where('counsellor_no', '=', 99).execute();
  });

  it('are read by who has the link, without their sheets', async () => {
    const shared = await site.send(`${rounds}/partager`, {}, coordinator);
    const link = /\/territoire\/positionnement\/partage\/[\w-]+/.exec(shared.text)![0];
    const page = await read(link);
    expect(plain(page)).toContain('Tournées de 30 conseillers');
    expect(page).not.toContain('tournees.pdf');
  });
});
