import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { desk, keepScreen, type Look, phone, placeOfTrials, shown, useBrowser } from '../browser.ts';
import { question } from '../faults/ground.ts';
import { acceptAgreement, openStructure, type Structure } from '../people.ts';
import { dayOfTheTrials } from '../running.ts';

const browser = useBrowser();
let structure: Structure;

beforeAll(async () => {
  structure = await openStructure(
    placeOfTrials(),
    { name: 'Relais de Tartas', commune: 'Tartas', lead: 'Colette Preuve', email: 'colette@exemple.fr' },
    dayOfTheTrials,
  );
  await acceptAgreement(structure);
});

const main = (page: Page) => shown(page.getByRole('main'));
const ask = <Row extends Record<string, unknown>>(text: string) => question<Row>(inject('productData'), text);

/** Her last proof is eleven minutes old. */
const elevenMinutesLater = () =>
  ask(
    `UPDATE core.session SET reauth_at = reauth_at - interval '11 minutes' WHERE ended_at IS NULL AND account_id =
       (SELECT id FROM network.account WHERE email = '${structure.lead.email}')`,
  );

/** What the database holds of the structure, and how often the journal says its settings changed. */
const kept = async () =>
  (
    await ask<{ months: number; phone: string | null; changes: number }>(
      `SELECT retention_months AS months, contact_phone AS phone, (SELECT count(*) FROM core.journal_entry e
         WHERE e.event = 'network.organisation_changed' AND e.object_ref = o.id::text)::int AS changes
       FROM network.organisation o WHERE name = 'Relais de Tartas'`,
    )
  )[0]!;

/** Types new settings and sends them; the proof is asked for and nothing has changed yet. */
async function typed(months: string, number: string, look: Look): Promise<Page> {
  const page = await browser.visitor({ ...look, cookies: structure.lead.walker.cookies });
  const before = await kept();
  await page.goto(`${structure.path}/reglages`);
  await elevenMinutesLater();
  await page.getByLabel('Durée de conservation').fill(months);
  await page.getByLabel('Téléphone de la structure').fill(number);
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  expect(new URL(page.url()).pathname).toBe('/compte/confirmer');
  expect(await kept()).toEqual(before);
  return page;
}

describe('Une action sensible, onze minutes après la dernière preuve', { shuffle: false }, () => {
  test('au téléphone, sans JavaScript : la preuve, puis le formulaire avec ses valeurs, une seule fois', async () => {
    const page = await typed('18', '05 58 00 00 18', { size: phone });
    await page.getByLabel('Votre mot de passe').fill('ce n’est pas celui-là');
    await page.getByRole('button', { name: 'Confirmer' }).click();
    expect(await page.locator('.field-error').count()).toBe(1);
    await keepScreen(page, 'preuve-refusee');
    await page.getByLabel('Votre mot de passe').fill(structure.lead.password);
    await page.getByRole('button', { name: 'Confirmer' }).click();
    expect(await main(page)).toContain('05 58 00 00 18');
    await keepScreen(page, 'preuve-reprise');
    const resumed = page.url();
    await page.getByRole('button', { name: 'Continuer' }).click();
    expect(await main(page)).toContain('C’est fait.');
    expect(await kept()).toEqual({ months: 18, phone: '+33558000018', changes: 1 });
    // The page that gave the form back, opened once more and sent again, changes nothing.
    await page.goto(resumed);
    const again = page.getByRole('button', { name: 'Continuer' });
    if (await again.count()) await again.click();
    expect(await kept()).toEqual({ months: 18, phone: '+33558000018', changes: 1 });
  });

  test('au bureau, avec JavaScript, par un code de secours', async () => {
    const page = await typed('20', '05 58 00 00 20', { size: desk, script: true });
    await page.getByLabel('Ou le code de votre application').fill(structure.lead.codes[0]!);
    await page.getByRole('button', { name: 'Confirmer' }).click();
    await page.getByRole('button', { name: 'Continuer' }).click();
    expect(await main(page)).toContain('C’est fait.');
    expect(await kept()).toEqual({ months: 20, phone: '+33558000020', changes: 2 });
  });
});
