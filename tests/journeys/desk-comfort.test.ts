import { beforeAll, expect, inject, test } from 'vitest';
import { pageFaults, sidewaysScroll, useBrowser } from '../browser.ts';
import { crawl, isPage } from '../crawl.ts';
import { allRoutes } from '../houses.ts';

const browser = useBrowser();
/** The first administrator, who is also the coordination. */
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

test('axe ne trouve aucun défaut aux pages de qui est connecté', { timeout: 600_000 }, async () => {
  const found: string[] = [];
  const page = await browser.visitor({ script: true, cookies });
  for (const address of addresses)
    found.push(...(await pageFaults(page, address)).map(fault => `${address} : ${fault}`));
  expect(addresses.length).toBeGreaterThan(15);
  expect(found).toEqual([]);
});

test.each([320, 640])('rien n’y dépasse sur le côté à %i pixels', { timeout: 300_000 }, async width => {
  const page = await browser.visitor({ size: { width, height: 800 }, cookies });
  const wide: string[] = [];
  for (const address of addresses) {
    await page.goto(address);
    const over = await sidewaysScroll(page);
    if (over > 0) wide.push(`${address} : ${over} px`);
  }
  expect(wide).toEqual([]);
});
