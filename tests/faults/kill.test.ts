import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { postgresOf, type Ran, startProduct, stopProduct } from '../running.ts';
import {
  countPlaces,
  expectNoTrace,
  expectNothingLost,
  healthy,
  load,
  onTrial,
  rowsOfTheTrial,
  underWay,
  until,
  writePlaces,
} from './ground.ts';

const trial = onTrial(
  async data => {
    await writePlaces(join(data, 'pannes.csv'), rowsOfTheTrial);
    return await startProduct(data);
  },
  { each: true },
);
const file = () => join(trial.data, 'pannes.csv');

describe(`pendant un import de ${rowsOfTheTrial} lignes`, () => {
  test('le serveur tué net : l’import va au bout, le serveur repart', async () => {
    const importing = load(trial.data, file());
    await underWay(trial.data);
    await stopProduct(trial.running, 'SIGKILL');
    const ran = await importing.done;
    expect(ran.code, ran.err).toBe(0);
    trial.running = await startProduct(trial.data);
    expect(await healthy(trial.running)).toBe(true);
    await expectNothingLost(trial.data, file(), rowsOfTheTrial);
  });

  test('PostgreSQL tué net : le serveur le relance, rien d’écrit n’est perdu', async () => {
    const importing = load(trial.data, file());
    await underWay(trial.data);
    const { acknowledged } = await countPlaces(trial.data);
    const killed = (await postgresOf(trial.data))!;
    process.kill(killed, 'SIGKILL');
    // Its connections answer a moment longer than it lives.
    await until(
      'un autre PostgreSQL',
      async () => ![null, killed].includes(await postgresOf(trial.data)),
      40,
    );
    await until('le serveur de nouveau en état', () => healthy(trial.running), 40);
    const ran = await importing.done;
    expectNoTrace(ran.err);
    if (ran.code !== 0) expect(ran.err).toMatch(/base de données|PostgreSQL|repren|interrompu|relanc/i);
    await expectNothingLost(trial.data, file(), acknowledged);
  });

  test('la commande tuée net : relancée, elle termine sans doublon', async () => {
    const importing = load(trial.data, file());
    await underWay(trial.data);
    importing.process.kill('SIGKILL');
    await importing.done;
    await expectNothingLost(trial.data, file(), (await countPlaces(trial.data)).acknowledged);
  });

  test('deux imports à la fois : l’un dit d’attendre ou tous deux passent, jamais de doublon', async () => {
    const both = [load(trial.data, file()), load(trial.data, file())];
    const [first, second] = (await Promise.all(both.map(one => one.done))) as [Ran, Ran];
    for (const ran of [first, second]) {
      expectNoTrace(ran.err);
      if (ran.code !== 0) expect(ran.err).toMatch(/import/i);
    }
    expect(Math.min(first.code!, second.code!)).toBe(0);
    await expectNothingLost(trial.data, file(), rowsOfTheTrial);
  });
});
