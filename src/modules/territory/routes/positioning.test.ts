import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { type PlanSite, plain, planSite, readSound, plansRoot as root } from '../../../../tests/plan-site.ts';
import type { SignedIn } from '../../../core/access.ts';
import { newId } from '../../../core/identifier.ts';
import { applyRetention } from '../../../core/retention/engine.ts';
import { doPlan, resumePlans } from '../planning.ts';
import { territoryRetention } from '../retention.ts';

let now = new Date('2026-11-24T10:00:00Z');
let { base, site, coordinator, committee, helper, ask, computed } = {} as PlanSite;

beforeAll(async () => {
  ({ base, site, coordinator, committee, helper, ask, computed } = await planSite(() => now));
}, 60_000);

const read = (path: string, who: SignedIn = coordinator) => readSound(site, path, who);

describe('a plan', () => {
  it('is asked, worked out with its proof, and read', async () => {
    const { to } = await ask();
    expect(plain(await read(to!))).toContain('Calcul en cours');
    expect((await site.read(to!, coordinator)).headers.get('Refresh')).toBe('1');
    await doPlan(site.ground, { scenario: to!.split('/').at(-1)! });
    const html = await read(to!);
    const text = plain(html);
    expect(text).toContain('Ce plan est le meilleur possible pour ces données.');
    expect(text).toContain('5,9 min');
    expect(text).toContain('88 %');
    expect([...html.matchAll(/<circle class="site"/g)]).toHaveLength(30);
    const rows = html.split('id="lieux"')[1]!.split('</table>')[0]!;
    expect([...rows.matchAll(/<th scope="row">/g)]).toHaveLength(30);
    expect(text).toMatch(/Taux estimés pour 6 communes .*Dax/);
    expect(text).toContain('Temps estimés à vol d’oiseau');
  });

  it('has a certificate that the verification accepts, and refuses with one number changed', async () => {
    const path = await computed({ name: 'À vérifier', p: '12' });
    const main = await read(`${path}/certificat`);
    expect(main).toContain(`${path}/certificat.json`);
    const text = (await site.read(`${path}/certificat.json`, coordinator)).text;
    const verify = async (content: string) => {
      const { key, opened } = { key: newId(new Date()), opened: Date.now() - 60_000 };
      const body = new FormData();
      body.set('cle', key);
      body.set('ouvert', String(opened));
      body.set('fichier', new File([content], 'certificat.json', { type: 'application/json' }));
      const response = await site.site.request(`${root}/verifier`, {
        method: 'POST',
        body,
        headers: { Origin: 'http://localhost' },
      });
      return { status: response.status, text: plain(await response.text()) };
    };
    expect((await verify(text)).text).toContain('Prouvé : le plan et sa borne sont justes.');
    const certificate = JSON.parse(text);
    const changed = await verify(JSON.stringify({ ...certificate, objective: certificate.objective - 1 }));
    expect([changed.status, changed.text.includes('Refusé : le plan vaut')]).toEqual([422, true]);
    const other = structuredClone(certificate);
    other.problem.instance.sha256 = '0'.repeat(64);
    expect((await verify(JSON.stringify(other))).text).toContain('ne correspond pas à ces données');
    for (const bad of ['', '{', 'null', '[]', '{"problem":null}', `"${'x'.repeat(1000)}"`])
      expect((await verify(bad)).status, bad.slice(0, 10)).toBe(422);
  });

  it('counts fragile communes more when it is asked, and its proof still holds', async () => {
    const path = await computed({ name: 'Équité', p: '10', equity: '100', age: '30', diploma: '0' });
    const certificate = JSON.parse((await site.read(`${path}/certificat.json`, coordinator)).text);
    expect(certificate.problem.demand).toMatchObject({ equity: 1, age65Plus: 0.3, lowDiploma: 0 });
    const data = (await site.read(`${root}/donnees.csv`)).text;
    const { verifyCertificate } = await import('../verify.ts');
    const { factsOfCommunes } = await import('../verify-data.ts');
    expect(verifyCertificate(certificate, factsOfCommunes(data, certificate))).toEqual({ kind: 'proven' });
    expect(verifyCertificate(certificate, factsOfCommunes(data)).kind).toBe('refuted');
  });

  it('respects the places kept and left out, by name, and their number in each EPCI', async () => {
    const path = await computed({
      name: 'Contraint',
      p: '20',
      open: 'Luxey\n40246',
      closed: 'Dax, Mont-de-Marsan',
      least: '1',
      most: '2',
    });
    const certificate = JSON.parse((await site.read(`${path}/certificat.json`, coordinator)).text);
    expect(certificate.open).toContain('40167');
    expect(certificate.open).toContain('40246');
    expect(certificate.open).not.toContain('40088');
    expect(certificate.bound).toBe(certificate.objective);
  });

  it('says why each place is there, and what another would cost', async () => {
    const path = await computed({ name: 'Raisons', p: '30' });
    const text = plain(await read(`${path}?ajouter=Rion-des-Landes`));
    expect(text).toMatch(/Dax : le lieu le plus proche pour [\d\u00a0 ]+ personnes\. S’il fermait/);
    expect(text).toMatch(
      /Ajouter Rion-des-Landes à la place .* coûterait \+?(moins de )?\+?\d,\d+ min en moyenne/,
    );
    expect(plain(await read(`${path}?ajouter=Dax`))).toContain('Dax est déjà dans le plan.');
    expect(plain(await read(`${path}?ajouter=%3Cb%3E`))).toContain('Nous ne trouvons pas « &lt;b&gt; ».');
  });

  it('is printed for a committee, as PDF/UA-1', async () => {
    const path = await computed({ name: 'Dossier', p: '10' });
    const answer = await site.site.request(`${path}/dossier.pdf`, { headers: site.cookieOf(coordinator) });
    const clear = Buffer.from(await answer.arrayBuffer()).toString('latin1');
    expect([answer.status, clear.startsWith('%PDF-'), clear.includes('pdfuaid')]).toEqual([200, true, true]);
    expect(clear).toMatch(/\/Alt /);
    expect((await site.site.request(`${path}/dossier.pdf`)).status).toBe(303);
  });

  it.each([
    [{ model: 'mclp', p: '5', radius: '20' }, 'ne met plus de monde à moins de 20 min'],
    [{ longest: '45' }, 'ne donne un trajet moyen plus court'],
  ])(
    'looks for what is asked: %j',
    async (values, why) => {
      const path = await computed({ name: 'Modèle', ...values });
      expect(plain(await read(path))).toContain(why);
      const certificate = JSON.parse((await site.read(`${path}/certificat.json`, coordinator)).text);
      const data = (await site.read(`${root}/donnees.csv`)).text;
      const { verifyCertificate } = await import('../verify.ts');
      const { factsOfCommunes } = await import('../verify-data.ts');
      expect(verifyCertificate(certificate, factsOfCommunes(data, certificate))).toEqual({ kind: 'proven' });
    },
    60_000,
  );

  it('is asked once by a double press', async () => {
    const cle = newId(new Date());
    const [one, two] = [await ask({ name: 'Une fois', cle }), await ask({ name: 'Une fois', cle })];
    expect(one.to).toBe(two.to);
  });
});

/** Processes of the linear solver that this one started, Linux's way. */
function solvers(): number[] {
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .map(Number)
    .filter(pid => {
      try {
        const parent = Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ')[1]);
        return parent === process.pid && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('highs-child');
      } catch {
        return false;
      }
    });
}

it('a solver killed at work costs nothing but its help: the plan is on screen with what happened', async () => {
  const { to } = await ask({ name: 'Solveur tué', model: 'mclp', p: '15', radius: '15' });
  const killed: number[] = [];
  const killer = setInterval(() => {
    if (killed.length > 0) return;
    for (const pid of solvers()) {
      process.kill(pid, 'SIGKILL');
      killed.push(pid);
    }
  }, 20);
  try {
    await doPlan(site.ground, { scenario: to!.split('/').at(-1)! });
  } finally {
    clearInterval(killer);
  }
  expect(killed.length).toBeGreaterThan(0);
  const text = plain(await read(to!));
  expect(text).toContain('Ce qui s’est passé pendant le calcul. Le solveur s’est arrêté (SIGKILL).');
  expect(text).toMatch(/ne met plus de monde à moins de 15 min|au plus du meilleur plan possible/);
  expect((await site.read('/territoire')).status).toBe(200);
}, 90_000);

it('a plan whose server was killed is taken up again, unless another one is at it', async () => {
  const { to } = await ask({ name: 'Interrompu', p: '7' });
  const scenario = to!.split('/').at(-1)!;
  const beat = new Date(now.getTime() - 2000).toISOString();
  const progress = JSON.stringify({ objective: 0, since: beat, beat });
  await base.db.updateTable('territory.scenario').set({ progress }).where('id', '=', scenario).execute();
  await resumePlans(site.ground);
  await doPlan(site.ground, { scenario, resumed: true });
  expect(plain(await read(to!))).toContain('Calcul en cours');
  const before = now;
  now = new Date(now.getTime() + 20_000);
  await doPlan(site.ground, { scenario, resumed: true });
  now = before;
  expect(plain(await read(to!))).toContain('Aucun autre choix de 7 lieux');
});

describe('what cannot be', () => {
  const refused = async (values: Record<string, string>) => {
    const { status, text } = await ask({ name: 'Refusé', ...values });
    expect(status).toBe(422);
    return text;
  };

  it('says contradictions beside both fields and keeps what was typed, before computing', async () => {
    const text = await refused({ p: '15', least: '1' });
    expect(plain(text)).toContain(
      'Vous demandez 18 lieux au moins (1 par intercommunalité) mais seulement 15 conseillers.',
    );
    expect(text).toMatch(/<input id="p"[^>]*aria-invalid="true"[^>]*value="15"/);
    expect(text).toMatch(/<input id="least"[^>]*aria-invalid="true"[^>]*value="1"/);
    expect(text).toContain('value="Refusé"');
  });

  it.each([
    [{ p: '500' }, 'mais 327 seulement peuvent ouvrir'],
    [{ p: '0' }, 'Écrivez un nombre entre 1 et 327'],
    [{ p: 'trente' }, 'Écrivez un nombre entre 1 et 327'],
    [{ p: '1', open: 'Dax\nSabres' }, 'Vous gardez 2 lieux'],
    [{ open: 'Dax', closed: 'Dax' }, 'Dax : à la fois à garder et exclu'],
    [{ open: 'Xyzzy\nDax' }, 'Nous ne trouvons pas : Xyzzy'],
    [{ most: '1' }, '18 lieux seulement peuvent ouvrir'],
    [{ least: '3', most: '2' }, 'Le minimum (3) dépasse le maximum (2)'],
    [{ longest: 'loin' }, 'Écrivez un nombre de minutes'],
    [{ most: '-1' }, 'Écrivez un nombre entier'],
    [{ age: '0', diploma: '0', everybody: '0' }, 'personne n’aurait besoin d’aide'],
    [{ name: ' ' }, 'Donnez un nom'],
    [{ open: '<script>'.repeat(9) }, 'Nous ne trouvons pas'],
  ])('%j', async (values, why) => {
    expect(plain(await refused(values))).toContain(why);
  });
});

describe('who may', () => {
  it('the committee reads, the coordination runs, the others do not', async () => {
    const path = await computed({ name: 'Droits', p: '5' });
    const main = await read(path, committee);
    expect(main).not.toContain('method="post"');
    expect((await ask({}, committee)).status).toBe(403);
    expect((await site.read(path, helper)).status).toBe(403);
    for (const act of ['essais', 'nom', 'partager', 'adopter', 'archiver', 'arreter', 'retirer'])
      expect((await site.send(`${path}/${act}`, { nom: 'Pris' }, committee)).status, act).toBe(403);
    expect((await site.read(`${root}/${newId(now)}`, coordinator)).status).toBe(404);
    expect((await site.read(`${root}/1%27%20OR`, coordinator)).status).toBe(404);
  });

  it('a link reads a plan until it is withdrawn or its twelve months are over', async () => {
    const path = await computed({ name: 'Partagé', p: '6' });
    const first = await site.send(`${path}/partager`, {}, coordinator);
    const link = /href="http:\/\/[^/"]+(\/territoire\/positionnement\/partage\/[\w-]{32})"/.exec(
      first.text,
    )![1]!;
    const shown = await site.read(link);
    expect(shown.status).toBe(200);
    expect(plain(shown.text)).toContain('montré par un lien');
    expect(shown.text).not.toContain('/essais"');
    expect((await site.read(`${link.slice(0, -1)}x`)).status).toBe(410);
    const second = await site.send(`${path}/partager`, {}, coordinator);
    expect((await site.read(link)).status).toBe(410);
    const other = /partage\/[\w-]{32}/.exec(second.text)![0];
    const before = now;
    now = new Date('2027-11-25T10:00:00Z');
    expect((await site.read(`${root}/${other}`)).status).toBe(410);
    await applyRetention(base.db, territoryRetention, { kind: 'job', ref: 'essai' }, now);
    now = before;
    expect((await site.read(`${root}/${other}`)).status).toBe(410);
    await site.send(`${path}/partager`, {}, coordinator);
    await site.send(`${path}/retirer`, {}, coordinator);
    expect(plain(await read(path))).not.toContain('Un lien existe');
    const rows = await base.db
      .selectFrom('core.idempotency')
      .select('answer')
      .where('event', '=', 'territory.scenario_shared')
      .execute();
    expect(JSON.stringify(rows)).not.toContain(other.slice(-32));
  });

  it('one plan is adopted at a time; the next keeps its places for a price', async () => {
    const first = await computed({ name: 'Premier', p: '8' });
    expect(plain(await read(`${first}/adopter`))).toContain('« Premier » devient la référence');
    await site.send(`${first}/adopter`, {}, coordinator);
    const second = await computed({ name: 'Second', p: '9' });
    const kept = await computed({ name: 'Fidèle', p: '9', keep: '100' });
    const open = async (path: string): Promise<string[]> =>
      JSON.parse((await site.read(`${path}/certificat.json`, coordinator)).text).open;
    const [was, faithful] = [await open(first), await open(kept)];
    expect(was.every(code => faithful.includes(code))).toBe(true);
    const same = await computed({ name: 'Autant', p: '8', equity: '50' });
    const curve = (await read(same)).split('id="courbe-table"')[1]!.split('</table>')[0]!;
    const gains = [
      ...curve.matchAll(/<th scope="row">(\d+)<\/th><td class="n">[\d,]+<\/td><td class="n">([\d,]+)</g),
    ];
    expect(gains.map(([, moves]) => Number(moves))).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
    expect(curve).not.toContain('pas encore prouvé');
    await site.send(`${second}/adopter`, {}, coordinator);
    const list = plain(await read(root));
    expect([...list.matchAll(/ adopté /g)]).toHaveLength(1);
  });
});

it('two plans are compared: places gained and lost, figures, groups of towns', async () => {
  const [a, b] = [await computed({ name: 'A', p: '10' }), await computed({ name: 'B', p: '12' })];
  const id = (path: string) => path.split('/').at(-1)!;
  const page = await read(`${root}/comparer?a=${id(a)}&b=${id(b)}`);
  const text = plain(page);
  // The map of differences and its table say the same: each commune that moves has a row, the others are counted.
  const moved = [...page.matchAll(/<title>[^<]+\s: [+−][\d,]+\smin<\/title>/g)].length;
  const rows = [
    ...page
      .split('id="communes"')[1]!
      .split('</table>')[0]!
      .matchAll(/<th scope="row">/g),
  ].length;
  const same = Number(/Pour (\d+) communes, le trajet change de moins d’une minute/.exec(text)![1]);
  expect([moved, moved + same]).toEqual([rows, 327]);
  expect(page).toContain('class="spot came"');
  expect(text).toMatch(/Lieux en plus \(\d+\)/);
  expect(text).toMatch(/Trajet moyen [\d,]+ min [\d,]+ min −[\d,]+ min/);
  expect(text).toMatch(/CA du Grand Dax [\d,]+ min [\d,]+ min [+−]?[\d,]+ min [\d\u00a0 ]+/);
  expect((await site.read(`${root}/comparer?a=${id(a)}&b=${id(a)}`, coordinator)).status).toBe(422);
});

it('the trials say in how many hypotheses each place is chosen', async () => {
  const path = await computed({ name: 'Éprouvé', p: '30' });
  await site.send(`${path}/essais`, {}, coordinator);
  await doPlan(site.ground, { scenario: path.split('/').at(-1)!, trials: true });
  const text = plain(await read(path));
  const [, draws, always] = /Sur (\d+) essais : (\d+) des 30 lieux sont toujours choisis/.exec(text)!;
  expect(Number(draws)).toBe(100);
  expect(Number(always)).toBeGreaterThanOrEqual(20);
  expect(text).toMatch(/Dax .* 100 %, toujours/);
  const { n } = await base.db
    .selectFrom('territory.scenario_robustness')
    .select(eb => eb.fn.countAll<number>().as('n'))
    .where('scenario', '=', path.split('/').at(-1)!)
    .executeTakeFirstOrThrow();
  expect(n).toBe(100);
}, 120_000);
