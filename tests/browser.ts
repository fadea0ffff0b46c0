import { mkdir } from 'node:fs/promises';
import axe from 'axe-core';
import { type Browser, type BrowserContext, chromium, type Locator, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject } from 'vitest';
import { browserAtHand, browserIsMissing } from '../scripts/chromium.ts';
import { leaksInAddress } from './leaks.ts';

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
];

/** The two widths every page is looked at. */
export const phone = { width: 390, height: 844 };
export const desk = { width: 1280, height: 900 };

export interface Look {
  /** Off by default: every journey must work without. */
  script?: boolean;
  size?: { width: number; height: number };
  scheme?: 'light' | 'dark';
  /** Those of somebody already signed in: `name=value; name=value`. */
  cookies?: string;
}

function executable(): string {
  const found = browserAtHand();
  if (!found) throw new Error(browserIsMissing);
  return found;
}

/** The product that all share, for who opens structures in it (tests/people.ts). */
export const placeOfTrials = () => ({
  origin: inject('product'),
  data: inject('productData'),
  administrator: inject('administrator').cookies,
});

/**
 * One browser for a test file, closed at its end. `open` gives a fresh visitor (no cookie) on a page;
 * requests outside the product fail, and are listed in `strangers`. `address`: another product than the one all share.
 */
export function useBrowser(address: () => string = () => inject('product')) {
  let browser: Browser;
  const contexts: BrowserContext[] = [];
  const strangers: string[] = [];
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: executable(), args: flags, headless: true });
  });
  /** Every address asked for, of every visitor. */
  const asked: string[] = [];
  afterAll(async () => {
    await browser?.close();
    expect([...new Set(asked.flatMap(leaksInAddress))]).toEqual([]);
  });

  async function visitor(look: Look = {}): Promise<Page> {
    const context = await browser.newContext({
      javaScriptEnabled: look.script ?? false,
      viewport: look.size ?? phone,
      colorScheme: look.scheme ?? 'light',
      locale: 'fr-FR',
      timezoneId: 'Europe/Paris',
      baseURL: address(),
    });
    contexts.push(context);
    context.on('request', request => asked.push(request.url()));
    if (look.cookies) await context.addCookies(cookiesOf(look.cookies, new URL(address()).hostname));
    // A loaded machine is slow, which is no defect of the page.
    context.setDefaultTimeout(30_000);
    await context.route(
      url => url.origin !== new URL(address()).origin && url.protocol.startsWith('http'),
      route => {
        strangers.push(route.request().url());
        return route.abort();
      },
    );
    return await context.newPage();
  }

  return {
    strangers,
    visitor,
    /** A fresh visitor on this address. */
    open: async (path: string, look: Look = {}): Promise<Page> => {
      const page = await visitor(look);
      await page.goto(path);
      return page;
    },
  };
}

const looks = [
  [phone, 'light'],
  [desk, 'dark'],
  ...(process.env.AIRIAL_ALL
    ? ([
        [phone, 'dark'],
        [desk, 'light'],
      ] as const)
    : []),
] as const;

const cookiesOf = (cookies: string, domain: string) =>
  cookies.split(/;\s*/).map(pair => ({
    name: pair.slice(0, pair.indexOf('=')),
    value: pair.slice(pair.indexOf('=') + 1),
    domain,
    path: '/',
    secure: true,
    httpOnly: true,
    sameSite: 'Lax' as const,
  }));

interface AxeResult {
  violations: { id: string; nodes: { html: string; target: string[]; failureSummary: string }[] }[];
}

/** Small screens, and that of 1280 pixels enlarged to 200 %: nothing may stick out there either. In pixels. */
const narrow = [320, 640];

/** Gives this page axe at each address it goes to: sooner than sent again each time. */
export const bringAxe = (page: Page) => page.addInitScript(axe.source);

/**
 * What axe finds on this page, or once it has gone to this path, on a light phone and a dark desk (all four with
 * `./airial test --all`): `rule (look): element`; and what sticks out sideways, there and on narrow screens. Empty when
 * nothing. WCAG 2.2 A and AA, and best practices.
 * One page serves for many addresses: opening one costs more than looking at it. It must run scripts.
 */
export async function pageFaults(page: Page, path?: string): Promise<string[]> {
  if (path) await page.goto(path);
  const found: string[] = [];
  // Evaluated by the debugger, which the policy of the page does not concern.
  if (!(await page.evaluate("'axe' in window"))) await page.evaluate(axe.source);
  for (const width of narrow) {
    await page.setViewportSize({ width, height: 800 });
    found.push(...(await overflow(page)));
  }
  for (const [size, scheme] of looks) {
    await page.setViewportSize(size);
    // Colours change in a tenth of a second otherwise, and would be measured on their way.
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    found.push(...(await overflow(page)));
    const result = (await page.evaluate(
      "axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], resultTypes: ['violations'] })",
    )) as AxeResult;
    for (const violation of result.violations)
      for (const node of violation.nodes.slice(0, 3))
        found.push(
          `${violation.id} (${size.width} px, ${scheme}) : ${node.target.join(' ')} ${node.html.slice(0, 160)}`,
        );
  }
  return found;
}

async function overflow(page: Page): Promise<string[]> {
  const over = await sidewaysScroll(page);
  return over > 0 ? [`déborde de ${over} px (${page.viewportSize()!.width} px)`] : [];
}

/** How far the page can be pushed sideways, in pixels: 0 when it fits. */
export async function sidewaysScroll(page: Page): Promise<number> {
  return (await page.evaluate(
    'Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth)',
  )) as number;
}

/** Keeps a picture of the page for people to look at: `build/screens/NAME-390.png`. */
export async function keepScreen(page: Page, name: string): Promise<void> {
  await mkdir('build/screens', { recursive: true });
  const width = page.viewportSize()?.width ?? phone.width;
  await page.screenshot({ path: `build/screens/${name}-${width}.png`, fullPage: true });
}

/** The text people see in this element. */
export async function shown(where: Locator): Promise<string> {
  // biome-ignore lint/performance/useDomNodeTextContent: what is hidden from people must not count
  return await where.innerText();
}
