import { beforeAll, describe, expect, it } from 'vitest';
import { type PlanSite, plain, planSite, plansRoot as root } from '../../../../tests/plan-site.ts';
import { newId } from '../../../core/identifier.ts';
import { haversineTime } from '../domain/positioning/travel.ts';
import { openTerritory } from '../house.ts';
import { installedPlaces } from '../installed.ts';
import { doPlan } from '../planning.ts';
import { addMatrix } from '../travel-times.ts';

const now = new Date('2026-11-24T10:00:00Z');
let { base, site, coordinator, computed: computedPlan } = {} as PlanSite;
let hash: string;
/** Without a pair out of reach. */
let whole: string;
/** Never read: its file is taken away. */
let gone: string;

beforeAll(async () => {
  ({ base, site, coordinator, computed: computedPlan } = await planSite(() => now));
  const places = installedPlaces(await openTerritory(site.ground));
  const air = haversineTime(places);
  // One way longer than the other; in the first, no road to one commune from a third of the others.
  const keep = async (source: string, isCut: (from: number, to: number) => boolean) => {
    const times = Float64Array.from({ length: places.length ** 2 }, (_, pair) => {
      const [from, to] = [Math.floor(pair / places.length), pair % places.length];
      return isCut(from, to) ? Number.POSITIVE_INFINITY : air(from, to) + (from < to ? 7 : 0);
    });
    const acting = { database: base.db, actor: { kind: 'command', ref: 'test' } as const, now };
    const said = { model: 'csv', source, missing: 0 } as const;
    return (await addMatrix(site.ground, acting, places, times, said)).sha256;
  };
  hash = await keep('temps.csv', (from, to) => from !== to && to === 5 && from % 3 === 0);
  whole = await keep('tout.csv', () => false);
  gone = await keep('perdu.csv', (from, to) => from === 0 && to === 1);
}, 60_000);

const computed = (values: Record<string, string>) =>
  computedPlan({ name: 'Par la route', p: '12', ...values });

describe('times by road', () => {
  it('are offered by the form, used by the plan, named on its page and in its certificate', async () => {
    const form = await site.read(`${root}/nouveau`, coordinator);
    expect(plain(form.text)).toContain('Par la route, chargés le 24 novembre (temps.csv)');
    const [byAir, byRoad] = [await computed({}), await computed({ travel: hash })];
    const page = await site.read(byRoad, coordinator);
    expect(plain(page.text)).toContain('Temps par la route, chargés le 24 novembre (temps.csv).');
    expect(plain(page.text)).not.toContain('à vol d’oiseau');
    expect(page.text).not.toContain('plan-live');
    expect(plain((await site.read(byAir, coordinator)).text)).toContain('Temps estimés à vol d’oiseau');
    const certificate = (await site.read(`${byRoad}/certificat.json`, coordinator)).text;
    expect(JSON.parse(certificate).problem.travel).toEqual({
      model: 'matrix-csv',
      file: `temps-${hash.slice(0, 12)}.csv`,
      sha256: hash,
    });
    const verify = async (content: string) => {
      const body = new FormData();
      body.set('cle', newId(new Date()));
      body.set('ouvert', String(Date.now() - 60_000));
      body.set('fichier', new File([content], 'certificat.json', { type: 'application/json' }));
      const headers = { Origin: 'http://localhost' };
      const response = await site.site.request(`${root}/verifier`, { method: 'POST', body, headers });
      return plain(await response.text());
    };
    expect(await verify(certificate)).toMatch(/Prouvé\s: le plan et sa borne sont justes/);
    const changed = JSON.parse(certificate);
    changed.bound -= 1;
    changed.objective -= 1;
    expect(await verify(JSON.stringify(changed))).toMatch(/Refusé/);
    changed.problem.travel.sha256 = '0'.repeat(64);
    expect(await verify(JSON.stringify(changed))).not.toMatch(/Prouvé/);
    const times = await site.read(`${root}/temps/${hash}.csv`);
    expect(times.text.startsWith('from,to,minutes\n')).toBe(true);
    expect((await site.read(`${root}/temps/${'0'.repeat(64)}.csv`)).status).toBe(404);
    expect((await site.read(`${root}/temps/x.csv`)).status).toBe(404);
    const compared = await site.read(
      `${root}/comparer?a=${byRoad.split('/').at(-1)}&b=${byAir.split('/').at(-1)}`,
      coordinator,
    );
    expect(compared.status).toBe(200);
    const dossier = await site.read(`${byRoad}/dossier.pdf`, coordinator);
    expect(dossier.status).toBe(200);
  }, 60_000);

  it('serve rounds and trials as well', async () => {
    const plan = await computed({ travel: whole, p: '8' });
    await site.send(`${plan}/essais`, {}, coordinator);
    await doPlan(site.ground, { scenario: plan.split('/').at(-1)!, trials: true });
    expect(plain((await site.read(plan, coordinator)).text)).toContain('Sur 100 essais');
    const rounds = await computed({ travel: whole, model: 'itinerant', p: '20' });
    expect(plain((await site.read(rounds, coordinator)).text)).toContain('Tournées de 20 conseillers');
  }, 120_000);

  it('that are gone leave a plan that says it could not be worked out', async () => {
    const { storage_key: key } = await base.db
      .selectFrom('territory.travel_matrix')
      .select('storage_key')
      .where('sha256', '=', gone)
      .executeTakeFirstOrThrow();
    await site.ground.storage.delete(key);
    const page = await site.read(await computed({ travel: gone, p: '5' }), coordinator);
    expect(plain(page.text)).toContain('Le calcul s’est arrêté sans finir.');
  });

  it('that are not kept are not asked for', async () => {
    const plan = await computed({ travel: 'f'.repeat(64), p: '5' });
    expect(plain((await site.read(plan, coordinator)).text)).toContain('Temps estimés à vol d’oiseau');
  });
});
