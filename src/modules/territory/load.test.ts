import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../tests/database.ts';
import { projectRoot } from '../../core/config.ts';
import { download, honourProxy } from './download.ts';
import { embeddedAreas } from './embedded.ts';
import { type Loading, loadFromSources, officialSources } from './load.ts';
import { seed } from './seed.ts';
import { loadTerritory } from './store.ts';

const now = new Date('2026-11-23T10:00:00Z');
const tables = join(projectRoot, 'data/landes');
const actor = { kind: 'command', ref: 'territory load' } as const;

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

let server: Server;
let base: string;
let answers: Map<string, Answer>;
let requests: { path: string; range: string | undefined; etag: string | undefined }[];
let folder: string;

beforeAll(async () => {
  server = createServer((request, response) => {
    const path = request.url ?? '';
    requests.push({ path, range: request.headers.range, etag: request.headers['if-none-match'] });
    const answer = answers.get(path);
    if (answer) answer(request, response);
    else response.writeHead(404, { 'content-type': 'text/html' }).end('<h1>404</h1>');
  });
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise(done => server.close(done)));

beforeEach(async () => {
  answers = new Map();
  requests = [];
  folder = await mkdtemp(join(tmpdir(), 'airial-load-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** A good server: ETag, ranges. */
function file(content: string | Buffer, options: { etag?: string; cutOnce?: number } = {}): Answer {
  const body = Buffer.from(content);
  const etag = options.etag ?? `"${createHash('sha256').update(body).digest('hex').slice(0, 8)}"`;
  let cut = options.cutOnce;
  return (request, response) => {
    if (request.headers['if-none-match'] === etag) {
      response.writeHead(304, { etag }).end();
      return;
    }
    const start = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
    const usable = start > 0 && request.headers['if-range'] === etag;
    const part = usable ? body.subarray(start) : body;
    response.writeHead(usable ? 206 : 200, {
      'content-length': part.length,
      'content-type': 'text/csv',
      etag,
    });
    if (cut === undefined) response.end(part);
    else {
      response.write(part.subarray(0, cut));
      cut = undefined;
      // The other side must have read the first part before the line breaks.
      setTimeout(() => response.destroy(), 100);
    }
  };
}

describe('one file', () => {
  const get = (more: Partial<Parameters<typeof download>[0]> = {}) =>
    download({
      url: `${base}/f.csv`,
      folder,
      file: 'f.csv',
      maxBytes: 1_000_000,
      sha256: null,
      waits: [0, 0, 0],
      ...more,
    });
  const content = 'a,b\n'.repeat(50_000);

  test('is kept, and not sent again while the server says it is the same', async () => {
    answers.set('/f.csv', file(content));
    const first = await get();
    expect(first).toMatchObject({ bytes: content.length, notModified: false });
    expect(await get()).toMatchObject({ sha256: first.sha256, notModified: true });
    expect(requests.map(request => request.etag !== undefined)).toEqual([false, true]);
    answers.set('/f.csv', file('other\n'));
    expect(await get()).toMatchObject({ bytes: 6, notModified: false });
  });

  test('cut on the way is continued where it stopped', async () => {
    answers.set('/f.csv', file(content, { cutOnce: 70_000 }));
    const { path } = await get();
    expect(await readFile(path, 'utf8')).toBe(content);
    expect(requests).toHaveLength(2);
    expect(Number(/\d+/.exec(requests[1]!.range ?? '')?.[0])).toBeGreaterThan(0);
  });

  test('changed between the two halves is taken again from its start', async () => {
    answers.set('/f.csv', file(content, { cutOnce: 70_000, etag: '"one"' }));
    await expect(get({ waits: [] })).rejects.toThrow(/coupé/);
    const changed = 'c,d\n'.repeat(50_000);
    answers.set('/f.csv', file(changed, { etag: '"two"' }));
    expect(await readFile((await get()).path, 'utf8')).toBe(changed);
  });

  test('a server that comes back at the third try', async () => {
    let tries = 0;
    answers.set('/f.csv', (request, response) => {
      if (++tries < 3) response.writeHead(503).end();
      else file(content)(request, response);
    });
    expect((await get()).bytes).toBe(content.length);
  });

  test('a server that never comes back is tried four times', async () => {
    answers.set('/f.csv', (_, response) => response.writeHead(503).end());
    await expect(get()).rejects.toThrow('f.csv\u00a0: le serveur répond 503, après 4 essais');
    expect(requests).toHaveLength(4);
  });

  test('too large, announced or not, is not kept', async () => {
    answers.set('/f.csv', file(content));
    await expect(get({ maxBytes: 1000 })).rejects.toThrow(/dépasse/);
    answers.set('/f.csv', (_, response) => {
      response.writeHead(200, { 'content-type': 'text/csv' });
      response.end(content);
    });
    await expect(get({ maxBytes: 100_000 })).rejects.toThrow(/dépasse/);
    expect(await readdir(folder)).toEqual([]);
    expect(requests).toHaveLength(2);
  });

  test('goes through the proxy of the environment', async () => {
    const seen: string[] = [];
    const proxy = createServer((request, response) => {
      seen.push(request.url ?? '');
      response.writeHead(200, { 'content-type': 'text/csv' }).end('by proxy');
    });
    // Node may open a tunnel even for plain HTTP.
    proxy.on('connect', (request, socket) => {
      seen.push(request.url ?? '');
      socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
    });
    await new Promise<void>(done => proxy.listen(0, '127.0.0.1', done));
    const restore = honourProxy({ HTTP_PROXY: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}` });
    await get({ url: 'http://donnees.invalid/f.csv', waits: [] }).catch(() => {});
    restore();
    await new Promise(done => proxy.close(done));
    expect(seen.some(url => url.includes('donnees.invalid'))).toBe(true);
  });
});

describe('the territory', () => {
  let database: TestDatabase;
  let contours: string;
  let good: Record<string, string>;

  beforeAll(async () => {
    database = await testDatabase();
    await seed({ database: database.db, now: () => now, say: () => {} });
    const { communes } = await loadTerritory(database.db);
    contours = JSON.stringify({
      type: 'FeatureCollection',
      features: communes.all
        .filter(commune => commune.home)
        .map(({ insee, lat, lon }) => ({
          type: 'Feature',
          properties: { code: insee },
          geometry: {
            type: 'Polygon',
            coordinates: [
              [
                [lon, lat],
                [lon! + 0.01, lat],
                [lon, lat! + 0.01],
                [lon, lat],
              ],
            ],
          },
        })),
    });
    const communesCsv = await readFile(join(tables, 'communes.csv'), 'utf8');
    good = {
      'communes.csv': communesCsv.replace(',Dax,', ',Dax-Nouvelle,'),
      'epci.csv': await readFile(join(tables, 'epci.csv'), 'utf8'),
      'communes-anciennes.csv': await readFile(join(tables, 'communes-anciennes.csv'), 'utf8'),
      'contours.topojson': contours,
      'places-france-services.csv': await readFile(join(tables, 'places-france-services.csv'), 'utf8'),
      'places-libraries.csv': await readFile(join(tables, 'places-libraries.csv'), 'utf8'),
    };
  });

  const load = (more: Partial<Loading> = {}) =>
    loadFromSources({
      database: database.db,
      departement: '40',
      base,
      downloads: folder,
      now,
      actor,
      say: () => {},
      waits: [0, 0, 0],
      ...more,
    });
  const serve = (files: Record<string, string>) => {
    for (const [name, content] of Object.entries(files)) answers.set(`/${name}`, file(content));
  };
  const snapshot = async () => {
    const { communes, contours, dataSets } = await loadTerritory(database.db);
    return JSON.stringify([communes.all, [...communes.former], communes.epcis, contours, dataSets]);
  };

  describe('is left untouched by', () => {
    const withFile = (name: string, content: string) => () => serve({ ...good, [name]: content });
    test.each<[string, () => void, RegExp]>([
      [
        'a file that is not there',
        () => {
          serve(good);
          answers.delete('/epci.csv');
        },
        /epci\.csv\u00a0: ce fichier n’existe pas/,
      ],
      [
        'a body always cut',
        () => {
          serve(good);
          answers.set('/communes.csv', (_, response) => {
            response.writeHead(200, { 'content-length': 9999, 'content-type': 'text/csv' });
            response.write('insee', () => response.destroy());
          });
        },
        /arrivé coupé, après 4 essais/,
      ],
      [
        'a web page in place of the table',
        withFile('communes.csv', '<!doctype html><title>Connexion</title>'),
        /page web/,
      ],
      [
        'a web page that says so',
        () => {
          serve(good);
          answers.set('/communes.csv', (_, response) =>
            response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end('Bienvenue'),
          );
        },
        /page web/,
      ],
      [
        'half of the communes',
        () => serve({ ...good, 'communes.csv': good['communes.csv']!.split('\n').slice(0, 160).join('\n') }),
        /n’est pas croyable/,
      ],
      [
        'inhabitants counted twice',
        () =>
          serve({
            ...good,
            'communes.csv': good['communes.csv']!.replace(/^(\d{5},[^,]+,[^,]*,[^,]*,)(\d+)/gm, '$1$29'),
          }),
        /n’est pas croyable/,
      ],
      [
        'limits without some communes, the good list of communes included',
        withFile('contours.topojson', '{"type":"FeatureCollection","features":[]}'),
        /ne contient aucune commune/,
      ],
      [
        'limits cut in the middle',
        () => serve({ ...good, 'contours.topojson': contours.slice(0, 5000) }),
        /abîmé/,
      ],
    ])('%s', async (_, prepare, reason) => {
      const before = await snapshot();
      prepare();
      const report = await load();
      expect(report).toMatchObject({ ok: false, changed: false });
      expect(report.reason).toMatch(reason);
      expect(await snapshot()).toBe(before);
    });

    test('a file with the wrong hash', async () => {
      const before = await snapshot();
      serve(good);
      const sources = officialSources.map(source => ({
        ...source,
        sha256: source.id === 'communes' ? '0'.repeat(64) : null,
      }));
      const report = await load({ sources });
      expect(report.reason).toMatch(/communes\.csv\u00a0: le contenu n’est pas celui attendu/);
      expect(await snapshot()).toBe(before);
      expect(await readdir(folder)).not.toContain('communes.csv');
    });

    test('another département', async () => {
      const before = await snapshot();
      serve(good);
      expect((await load({ departement: '33' })).ok).toBe(false);
      expect(await snapshot()).toBe(before);
    });
  });

  test('is made that of good files, once; then nothing is sent nor changed; then back by --from', async () => {
    serve(good);
    const handed: string[] = [];
    const report = await load({
      importPlaces: async place => {
        handed.push(place.format);
        return true;
      },
    });
    expect(report).toMatchObject({ ok: true, reason: null, changed: true, communes: 327, contours: 327 });
    expect(handed).toEqual(['france-services', 'libraries']);
    const { communes, contours: drawn } = await loadTerritory(database.db);
    expect(communes.get('40088')?.name).toBe('Dax-Nouvelle');
    expect(communes.members('200030435')).toHaveLength(22);
    expect(drawn).toHaveLength(327);

    const again = await load();
    expect(again).toMatchObject({ ok: true, changed: false });
    expect(again.files.every(each => each.notModified)).toBe(true);

    const before = requests.length;
    const offline = await load({ base: undefined, from: tables, only: ['communes'] });
    expect(offline).toMatchObject({ ok: true, changed: true, communes: 327, contours: null });
    expect(requests).toHaveLength(before);
    const { communes: back, dataSets } = await loadTerritory(database.db);
    expect(back.get('40088')?.name).toBe('Dax');
    // Neither a mirror nor a folder says of which year its files are.
    for (const name of ['communes', 'contours'])
      expect(dataSets.find(set => set.name === name)?.vintage).toBe('date inconnue');
    const entries = await database.db
      .selectFrom('core.journal_entry')
      .where('actor_ref', '=', 'territory load')
      .select('event')
      .execute();
    expect(entries).toHaveLength(2);
  });

  test('says which file a folder lacks', async () => {
    await writeFile(join(folder, 'communes.csv'), good['communes.csv']!);
    const report = await load({ from: folder });
    expect(report.reason).toMatch(/epci\.csv\u00a0: ce fichier n’est pas dans/);
  });

  test('places that the directory cannot read are reported', async () => {
    serve(good);
    const report = await load({ only: ['places'], importPlaces: async () => false });
    expect(report).toMatchObject({ ok: false, places: [{ imported: false }, { imported: false }] });
  });
});

test('the official sources: unique files, every one with a page, a licence and a limit', () => {
  expect(new Set(officialSources.map(source => source.file)).size).toBe(officialSources.length);
  expect(officialSources.map(source => source.id)).toEqual(
    expect.arrayContaining([
      'communes',
      'epci',
      'former-communes',
      'contours',
      'france-services',
      'libraries',
    ]),
  );
  for (const source of officialSources) {
    expect(source.licence).toContain('Licence Ouverte');
    expect(source.url ?? source.page).toMatch(/^https:\/\//);
  }
  expect(embeddedAreas().departement.code).toBe('40');
});
