import { beforeAll, expect, inject, test } from 'vitest';
import { axeViolations, type Look, sidewaysScroll, useBrowser } from '../browser.ts';
import { crawl, isPage } from '../crawl.ts';
import { allRoutes } from '../houses.ts';

const browser = useBrowser();
const { cookies } = inject('administrator');

/** One address of each page that somebody signed in meets, and nobody else. */
let addresses: string[];

beforeAll(async () => {
  const own = allRoutes
    .filter(
      route =>
        route.method === 'GET' && /^\/(pro|compte|contexte)/.test(route.path) && !route.path.includes(':'),
    )
    .map(route => route.path);
  const seen = (await crawl(inject('product'), allRoutes, ['/pro', ...own], { cookie: cookies })).filter(
    one => isPage(one) && one.status === 200 && /^\/(pro|compte|contexte)/.test(one.address),
  );
  addresses = [...new Map(seen.reverse().map(one => [one.pattern, one.address])).values()];
}, 120_000);

/** As the first administrator, who is also the coordination. */
const open = (path: string, look: Look = {}) => browser.open(path, { ...look, cookies });

test('axe ne trouve aucun défaut aux pages de qui est connecté', { timeout: 600_000 }, async () => {
  const found: string[] = [];
  for (const address of addresses)
    found.push(...(await axeViolations(open, address)).map(fault => `${address} : ${fault}`));
  expect(addresses.length).toBeGreaterThan(15);
  expect(found).toEqual([]);
});

test.each([320, 640])('rien n’y dépasse sur le côté à %i pixels', { timeout: 300_000 }, async width => {
  const page = await open('/pro', { size: { width, height: 800 } });
  const wide: string[] = [];
  for (const address of addresses) {
    await page.goto(address);
    const over = await sidewaysScroll(page);
    if (over > 0) wide.push(`${address} : ${over} px`);
  }
  expect(wide).toEqual([]);
});
