import { beforeAll, expect, inject, test } from 'vitest';
import { bringAxe, pageFaults, useBrowser } from '../browser.ts';
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

test('axe ne trouve aucun défaut aux pages de qui est connecté, et rien n’y dépasse sur le côté', {
  timeout: 600_000,
}, async () => {
  const found: string[] = [];
  const page = await browser.visitor({ script: true, cookies });
  await bringAxe(page);
  for (const address of addresses)
    found.push(...(await pageFaults(page, address)).map(fault => `${address} : ${fault}`));
  expect(addresses.length).toBeGreaterThan(15);
  expect(found).toEqual([]);
});
