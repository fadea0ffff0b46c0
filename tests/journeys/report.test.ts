import type { Page } from 'playwright-core';
import { afterAll, describe, expect, inject, test } from 'vitest';
import { keepScreen, shown, useBrowser } from '../browser.ts';
import { command } from '../running.ts';

const browser = useBrowser();
const references: string[] = [];

/** Presses the button as a person does: not in the three seconds after the page is opened. */
async function sendForm(page: Page) {
  await page.waitForTimeout(3200);
  await page.getByRole('main').locator('form[method="post"] button').click();
  await page.waitForLoadState();
}

async function openForm(look = {}) {
  const page = await browser.open('/lieux?commune=40088', look);
  await page.locator('.places h3 a').first().click();
  const place = page.url();
  await page
    .getByRole('link', { name: /information est fausse|Signaler une erreur/ })
    .first()
    .click();
  return { page, place };
}

afterAll(() => expect(references.length).toBe(new Set(references).size));

describe('Une personne dit qu’une information est fausse', () => {
  test.each([
    ['sans JavaScript', false],
    ['avec JavaScript', true],
  ])('elle coche, explique, reçoit un numéro, %s', async (_, script) => {
    const { page } = await openForm({ script });
    await page.getByRole('main').getByRole('checkbox').first().check();
    await page
      .getByRole('main')
      .locator('textarea')
      .fill('La porte d’entrée est de l’autre côté, rue des Écoles.');
    await keepScreen(page, 'signaler');
    await sendForm(page);
    const done = await shown(page.getByRole('main'));
    const reference = /[A-Z0-9]{4}-[A-Z0-9]{4}/.exec(done);
    expect(reference, done).not.toBeNull();
    references.push(reference![0]);
    await keepScreen(page, 'signaler-merci');
  });

  test('sans rien cocher, la page dit quoi faire, à côté et en haut, et garde ce qui est écrit', async () => {
    const { page } = await openForm();
    await page.getByRole('main').locator('textarea').fill('Mon explication à garder.');
    const [answer] = await Promise.all([
      page.waitForResponse(response => response.request().method() === 'POST'),
      sendForm(page),
    ]);
    expect(answer.status()).toBe(422);
    expect(await page.title()).toMatch(/^À corriger\u00a0: /);
    const summary = page.locator('.summary');
    expect(await shown(summary)).toMatch(/Il reste 1 chose à corriger/);
    const target = await summary.getByRole('link').first().getAttribute('href');
    expect(await page.locator(`[id="${target!.slice(1)}"]`).count()).toBe(1);
    expect(await page.locator('.field-error .why').first().isVisible()).toBe(true);
    const why = await page.locator('.field-error .why').first().getAttribute('id');
    expect(await page.locator(`[aria-describedby~="${why}"]`).count()).toBeGreaterThan(0);
    expect(await page.getByRole('main').locator('textarea').inputValue()).toBe('Mon explication à garder.');
    await keepScreen(page, 'signaler-corriger');
  });

  test('la coordination lit le signalement, y répond, et rien ne dit qui l’a écrit', async () => {
    const data = inject('productData');
    const listed = await command(['directory', 'reports', '--json', '--data', data]).done;
    expect(listed.code, listed.err).toBe(0);
    expect(references.length).toBeGreaterThan(0);
    for (const reference of references) expect(listed.out).toContain(reference);
    expect(listed.out).toContain('rue des Écoles');
    expect(listed.out).not.toMatch(/127\.0\.0\.1|::1/);
    const settled = await command([
      'directory',
      'settle',
      references[0]!,
      '--answer',
      'Corrigé, merci.',
      '--data',
      data,
    ]).done;
    expect(settled.code, settled.err).toBe(0);
    const unknown = await command(['directory', 'settle', 'ZZZZ-ZZZZ', '--answer', 'Rien', '--data', data])
      .done;
    expect(unknown.code).toBe(1);
    expect(unknown.err).not.toMatch(/\n\s+at /);
  });

  test('deux pressions du même bouton font un seul signalement', async () => {
    const { page, place } = await openForm();
    const form = page.getByRole('main').locator('form[method="post"]');
    const hidden = await form
      .locator('input[type="hidden"]')
      .evaluateAll(fields =>
        fields.map(field => [field.getAttribute('name')!, field.getAttribute('value') ?? ''] as const),
      );
    const box = await form
      .locator('input[type="checkbox"]')
      .first()
      .evaluate(field => [field.getAttribute('name')!, field.getAttribute('value') ?? 'on'] as const);
    const action = new URL((await form.getAttribute('action')) ?? page.url(), page.url()).href;
    const send = async () =>
      await fetch(action, {
        method: 'POST',
        redirect: 'manual',
        headers: { origin: new URL(place).origin, 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams([...hidden, box].map(pair => [...pair])),
      });
    await page.waitForTimeout(3200);
    const [first, second] = [await send(), await send()];
    expect([first.status, second.status]).toEqual([303, 303]);
    expect(second.headers.get('location')).toBe(first.headers.get('location'));
  });
});
