import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { leaksIn } from './leaks.ts';
import { firstAdministrator } from './people.ts';
import { dayOfTheTrials, emptyFolder, startProduct, stopProduct, sweep } from './running.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the product started for this run. */
    product: string;
    /** Its data folder, for commands. */
    productData: string;
    /** The first administrator and coordinator of this product: cookies, key of the application, recovery codes. */
    administrator: { cookies: string; email: string; password: string; key: string; codes: string[] };
  }
}

/** The built product on the real Landes, once for every guard and journey. */
export async function setup(project: TestProject) {
  if (!existsSync('build/airial.js'))
    throw new Error('Le produit n’est pas construit : lancez ./airial test.');
  const data = await emptyFolder();
  const running = await startProduct(data).catch(async error => {
    await sweep(data);
    throw error;
  });
  project.provide('product', running.url);
  project.provide('productData', data);
  const { walker, ...known } = await firstAdministrator(running.url, data, dayOfTheTrials);
  project.provide('administrator', { ...known, cookies: walker.cookies });
  return async () => {
    await stopProduct(running);
    const server = await readFile(join(data, 'postgres.log'), 'utf8');
    await sweep(data);
    // Every journey has gone through: nothing of it may have been written down.
    const leaks = leaksIn(`${running.written()}\n${server}`);
    if (leaks.length > 0) throw new Error(`Le journal du serveur contient :\n${leaks.join('\n')}`);
  };
}
