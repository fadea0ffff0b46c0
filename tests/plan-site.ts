import { expect } from 'vitest';
import type { SignedIn } from '../src/core/access.ts';
import { newId } from '../src/core/identifier.ts';
import { doPlan } from '../src/modules/territory/planning.ts';
import { seed } from '../src/modules/territory/seed.ts';
import { type TestDatabase, testDatabase } from './database.ts';
import { type KeepingSite, keepingSite, memberOf } from './keeping-site.ts';
import { brokenAnchors, formsWithoutKey, inlineCode, repeatedIds, unlabelledFields } from './markup.ts';

/** Where plans are. */
export const plansRoot = '/territoire/positionnement';

/** What is read of a page, on one line. */
export const plain = (html: string) =>
  html
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&#39;', "'")
    .replace(/\s+/g, ' ');

export const idOf = (path: string) => path.split('/').at(-1)!;

/** A page sound in its markup, as somebody or as anybody; its main part. */
export async function readSound(site: KeepingSite, path: string, who?: SignedIn): Promise<string> {
  const { status, text } = await site.read(path, who);
  expect(status, path).toBe(200);
  const main = text.slice(text.indexOf('<main'), text.indexOf('</main>'));
  expect(
    [unlabelledFields(text), inlineCode(text), formsWithoutKey(main), brokenAnchors(text), repeatedIds(text)],
    path,
  ).toEqual([[], [], [], [], []]);
  return main;
}

export interface PlanSite {
  base: TestDatabase;
  site: KeepingSite;
  /** May run, share and adopt; may read; may not even read. */
  coordinator: SignedIn;
  committee: SignedIn;
  helper: SignedIn;
  ask(values?: Record<string, string>, who?: SignedIn): ReturnType<KeepingSite['send']>;
  /** Asks for a plan and works it out: its address. */
  computed(values?: Record<string, string>): Promise<string>;
}

/** The Landes with its index, and who works on plans. */
export async function planSite(now: () => Date): Promise<PlanSite> {
  const base = await testDatabase();
  await seed({ database: base.db, now, say: () => {} });
  const site = keepingSite(base, now);
  const pilot = { id: newId(now()), name: 'Département', isPilot: true };
  const coordinator = memberOf(pilot, ['coordinateur'], now());
  const usual = { name: 'Essai', p: '30', age: '50', diploma: '20', everybody: '6', equity: '0' };
  const ask = (values: Record<string, string> = {}, who = coordinator) =>
    site.send(`${plansRoot}/nouveau`, { ...usual, ...values }, who);
  return {
    base,
    site,
    coordinator,
    committee: memberOf({ id: newId(now()), name: 'Préfecture' }, ['membre_copil'], now()),
    helper: memberOf({ id: newId(now()), name: 'CCAS' }, ['conseiller_numerique'], now()),
    ask,
    computed: async values => {
      const { status, to } = await ask(values);
      expect(status).toBe(303);
      await doPlan(site.ground, { scenario: idOf(to!) });
      return to!;
    },
  };
}
