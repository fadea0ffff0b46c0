import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that last begin first: the others fill in beside them, and nothing is waited for alone at the end. */
class LongestFirst extends BaseSequencer {
  private readonly lasting =
    /comfort|walls|hostile|integrator|importing|\/cut\.|faults\/(messages|kill|first-start)/;

  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const lasts = ({ moduleId }: TestSpecification) => this.lasting.test(moduleId);
    return [...sorted.filter(lasts), ...sorted.filter(file => !lasts(file))];
  }
}

// biome-ignore lint/style/noDefaultExport: vitest reads the default export
export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'hono/jsx' } },
  test: {
    testTimeout: 30_000,
    hookTimeout: 90_000,
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        extends: true,
        test: {
          name: 'code',
          include: ['src/**/*.test.{ts,tsx}', 'tests/*.test.ts', 'tests/guards/*.test.ts'],
          globalSetup: ['tests/postgres.ts'],
          // Files share their modules, with every house in as in the product: to read them again for each takes half the time.
          isolate: false,
          setupFiles: ['tests/houses.ts'],
          sequence: { shuffle: true, groupOrder: 0 },
        },
      },
      {
        // The built product, started once with its clock stopped, seen from outside.
        extends: true,
        test: {
          name: 'product',
          include: ['tests/guards/site/*.test.ts', 'tests/journeys/*.test.ts'],
          globalSetup: ['tests/product.ts'],
          isolate: false,
          testTimeout: 120_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        // Each kills servers of its own.
        extends: true,
        test: {
          name: 'faults',
          include: ['tests/faults/*.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 180_000,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
