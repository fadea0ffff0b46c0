import { expect, test } from 'vitest';
import { embeddedIndicators } from '../../embedded.ts';
import { airial1 } from './definition.ts';
import type { CommuneValues } from './imputing.ts';
import { runIndex } from './index-run.ts';
import { severeTrial } from './severe.ts';
import { summaryOf } from './summary.ts';

const columns = await embeddedIndicators();
const definition = { ...airial1, robustness: { ...airial1.robustness, draws: 100 } };
const communes = columns[0]!.kept.map(
  ({ code }, index): CommuneValues => ({
    code,
    population: 1000,
    values: airial1.indicators.map(
      ({ id }) => columns.find(({ indicator }) => indicator === id)!.kept[index]!.value,
    ),
  }),
);
const run = runIndex(definition, communes);

test('l’épreuve sévère élargit les rangs, et ne dépend pas de l’ordre des communes', () => {
  const summary = summaryOf(definition, run, {}, communes);
  expect(summary.severe.width).toBeGreaterThan(summary.widths.all);
  expect(summary.widths.all).toBeGreaterThan(summary.widths.weights);
  expect(summary.incomplete).toBe(291);
  expect(summary.severe.kept).toBeGreaterThan(0);
  expect(summary.severe.kept).toBeLessThanOrEqual(30);
  expect(summary.severe.ever).toBeGreaterThan(30);
  expect(severeTrial(definition, communes.toReversed(), run)).toEqual(summary.severe);
});

test('une commune la plus fragile en tout reste la première quoi que l’on choisisse', () => {
  const worst = { code: '40999', population: 10, values: [100, 70, 60, 90] };
  const withWorst = [...communes, worst];
  const again = runIndex(definition, withWorst);
  expect(again.scores.at(-1)!.rank).toBe(1);
  const trial = severeTrial(
    { ...definition, robustness: { ...definition.robustness, top_k: 1 } },
    withWorst,
    again,
  );
  expect(trial.kept).toBe(1);
});
